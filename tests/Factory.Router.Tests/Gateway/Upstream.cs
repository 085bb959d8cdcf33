using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Factory.Router.Tests.Gateway;

/// <summary>A provider of bytes: keeps requests as they came and answers what a test writes, byte by byte.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<SeenRequest> requests = new();

    private Upstream(WebApplication app) => this.app = app;

    public Uri Address { get; private set; } = null!;

    public IReadOnlyList<SeenRequest> Requests => [.. requests];

    /// <summary>Requests that broke off before their end.</summary>
    public int Incomplete { get; private set; }

    /// <summary>What is done with each request; default is 404.</summary>
    public Func<SeenRequest, HttpContext, Task> Answer { get; set; } = (_, context) =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    public static async Task<Upstream> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var upstream = new Upstream(builder.Build());
        upstream.app.Run(upstream.Handle);
        await upstream.app.StartAsync();
        upstream.Address = new Uri(upstream.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return upstream;
    }

    /// <summary>Answers everything with one text.</summary>
    public void Says(string body, string contentType = "application/json", int status = 200) => Answer = async (_, context) =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task Handle(HttpContext context)
    {
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }
        catch (Exception error) when (error is BadHttpRequestException or IOException or OperationCanceledException)
        {
            Incomplete++;
            return;
        }

        var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new SeenRequest(context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}", headers, body.ToArray());
        requests.Enqueue(request);
        await Answer(request, context);
    }
}

internal sealed record SeenRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
