using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Factory.Outbound.Tests;

/// <summary>A web server on a free port of this machine. It answers as the test says, and remembers what it was asked.</summary>
internal sealed class ScriptedSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ScriptedSite(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Asked { get; } = [];

    public int Port { get; private set; }

    /// <param name="certificate">Null for plain HTTP.</param>
    public static async Task<ScriptedSite> Start(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AllowSynchronousIO = true;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        var site = new ScriptedSite(builder.Build());
        site._app.Run(context =>
        {
            site.Asked.Enqueue($"{context.Request.Method} {context.Request.Host.Host} {context.Request.Path}{context.Request.QueryString}");
            return answer(context);
        });
        await site._app.StartAsync();
        site.Port = new Uri(site._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        return site;
    }

    public static Task<ScriptedSite> Saying(string text, string type = "text/plain") => Start(context =>
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
