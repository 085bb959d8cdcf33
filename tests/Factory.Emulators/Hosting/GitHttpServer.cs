using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Factory.Emulators.Hosting;

/// <summary>git's own smart HTTP server behind basic authentication, which can be made to misbehave.</summary>
public sealed class GitHttpServer : IAsyncDisposable
{
    public const string Writer = "tok-writer-6f1d0c2a9b";
    public const string Reader = "tok-reader-3e8b7d51fa";

    private readonly WebApplication _web;
    private readonly GitBackend _git;

    private GitHttpServer(WebApplication web, string root)
    {
        (_web, _git) = (web, new GitBackend(root));
        Root = root;
    }

    /// <summary>The folder that holds OWNER/NAME.git.</summary>
    public string Root { get; }

    public string Address => _web.Urls.First();

    /// <summary>Tokens that are taken, and whether they may write. A token that is taken away has expired.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; } = new() { [Writer] = true, [Reader] = false };

    /// <summary>Paths and queries that were asked for, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Called before a request with accepted credentials is served; true if it answered itself.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>Called when a request was served by git, before its end is sent.</summary>
    public Action<HttpContext> After { get; set; } = _ => { };

    /// <summary>Called for every request, with or without credentials; true if it answered itself.</summary>
    public Func<HttpContext, bool> First { get; set; } = _ => false;

    public static async Task<GitHttpServer> Start(string root)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var web = builder.Build();
        var server = new GitHttpServer(web, root);
        web.Run(server.Serve);
        await web.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _web.DisposeAsync();

    private async Task Serve(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString);
        if (First(context))
            return;
        if (Token(context) is not { } token || !Tokens.TryGetValue(token, out var writes))
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"tests\"";
            return;
        }

        if (!writes && (context.Request.Path + context.Request.QueryString).Contains("git-receive-pack", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 403;
            return;
        }

        if (await Before(context))
            return;
        await _git.Serve(context, context.Request.Path.Value!, "somebody");
        After(context);
    }

    private static string? Token(HttpContext context)
    {
        var basic = context.Request.Headers.Authorization.ToString();
        return basic.StartsWith("Basic ", StringComparison.Ordinal) ? Encoding.UTF8.GetString(Convert.FromBase64String(basic[6..])).Split(':', 2)[1] : null;
    }
}
