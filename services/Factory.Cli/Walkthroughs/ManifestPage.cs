using System.Net;
using System.Security.Cryptography;
using System.Text;
using Factory.Publisher.Connecting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Factory.Cli.Walkthroughs;

/// <summary>
/// A page on this machine alone, from which a browser takes the manifest to the forge, and to which the forge sends it back with the code of the App that was made.
/// </summary>
internal sealed class ManifestPage : IAsyncDisposable
{
    private readonly WebApplication _web;
    private readonly string _state = RandomNumberGenerator.GetHexString(48, lowercase: true);
    private readonly TaskCompletionSource<string> _code = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Uri _create;
    private readonly int _port;

    private ManifestPage(WebApplication web, Uri create, int port) => (_web, _create, _port) = (web, create, port);

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>Ends when the browser came back.</summary>
    public Task<string> Code => _code.Task;

    /// <param name="create">Where the forge takes manifests.</param>
    /// <param name="manifest">For where the browser is to be sent back.</param>
    public static async Task<ManifestPage> Open(Uri create, int port, Func<Uri, GitHubAppManifest> manifest)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var page = new ManifestPage(web, create, port);
        var json = manifest(new Uri(page.Address, "created")).ToJson();
        web.Run(context => page.Answer(context, json));
        await web.StartAsync();
        return page;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private Task Answer(HttpContext context, string manifest)
    {
        // A page of somewhere else must not reach this one by a name that leads here.
        if (context.Request.Host.Value != Address.Authority || context.Request.Method != HttpMethods.Get)
            return Say(context, StatusCodes.Status400BadRequest, "<p>This is not how this page is asked for.</p>");
        return context.Request.Path.Value switch
        {
            "/" => Say(context, StatusCodes.Status200OK, Form(manifest)),
            "/created" => Created(context),
            _ => Say(context, StatusCodes.Status404NotFound, "<p>There is nothing here.</p>"),
        };
    }

    private Task Created(HttpContext context)
    {
        var (code, state) = (context.Request.Query["code"].FirstOrDefault(), context.Request.Query["state"].FirstOrDefault() ?? "");
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(_state)) || !GitHubAppCreation.IsCode(code))
            return Say(context, StatusCodes.Status400BadRequest, "<p>This does not belong to what was begun here. Begin again from the address that the terminal shows.</p>");
        _code.TrySetResult(code!);
        return Say(context, StatusCodes.Status200OK, "<p>The App is made. Go on in the terminal; this page can be closed.</p>");
    }

    private string Form(string manifest) => $"""
        <p>This makes a GitHub App of your own for the factory, with the rights that it needs and no more.
        You will see its name and can change it; then you come back here.</p>
        <form method="post" action="{WebUtility.HtmlEncode($"{_create}?state={_state}")}">
        <input type="hidden" name="manifest" value="{WebUtility.HtmlEncode(manifest)}">
        <button type="submit">Create the App at {WebUtility.HtmlEncode(_create.Authority)}</button>
        </form>
        """;

    private Task Say(HttpContext context, int status, string html)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        // The form may be led on to where people sign in, which browsers count as the same submission.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action *";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return context.Response.WriteAsync($"<!doctype html><html lang=\"en\"><title>Factory</title><h1>Factory</h1>{html}</html>");
    }
}
