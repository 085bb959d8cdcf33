using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Factory.EndToEnd.Tests.Connections;

/// <summary>What GitHub answers about Apps, as GitHub's description has it; the emulators know no manifests.</summary>
internal sealed class ScriptedForge : IAsyncDisposable
{
    private static readonly string[] Events = ["issues", "issue_comment", "pull_request", "pull_request_review", "pull_request_review_comment", "check_run", "check_suite", "workflow_run", "push", "release", "deployment_status"];

    public const string Code = "a180b1a3d263c81bc6441d7b990bae27d4c10679";
    public const string WebhookSecret = "made-by-the-forge";

    private readonly WebApplication _web;
    private readonly ConcurrentQueue<string> _asked = new();

    private ScriptedForge(WebApplication web, string key) => (_web, PrivateKey) = (web, key);

    public string PrivateKey { get; }

    public Uri Address => new(_web.Urls.First());

    /// <summary>What was asked for, as method and path.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    public Dictionary<string, string> Permissions { get; } = new(StringComparer.Ordinal)
    {
        ["metadata"] = "read", ["contents"] = "write", ["pull_requests"] = "write", ["issues"] = "write", ["checks"] = "write", ["actions"] = "write", ["deployments"] = "read",
    };

    /// <summary>Repositories in which the App is installed.</summary>
    public HashSet<string> Installed { get; } = new(StringComparer.Ordinal) { "acme/shop" };

    /// <summary>Of the last delivery.</summary>
    public int DeliveryStatus { get; set; } = StatusCodes.Status202Accepted;

    public string Hook { get; set; } = "https://factory.example.com/hooks/github";

    public static async Task<ScriptedForge> Start()
    {
        using var key = RSA.Create(2048);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var forge = new ScriptedForge(web, key.ExportRSAPrivateKeyPem());
        web.Run(forge.Answer);
        await web.StartAsync();
        return forge;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _asked.Enqueue($"{context.Request.Method} {path}");
        if (path == $"/api/v3/app-manifests/{Code}/conversions" && context.Request.Method == HttpMethods.Post)
            return Say(context, StatusCodes.Status201Created, new { id = 42, slug = "acme-factory", name = "acme factory", html_url = $"{Address}apps/acme-factory", pem = PrivateKey, webhook_secret = WebhookSecret, client_secret = "not-kept" });
        if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer ey", StringComparison.Ordinal))
            return Say(context, StatusCodes.Status401Unauthorized, new { message = "Bad credentials" });
        return path switch
        {
            "/api/v3/app" => Say(context, StatusCodes.Status200OK, new
            {
                slug = "acme-factory",
                html_url = $"{Address}apps/acme-factory",
                permissions = Permissions,
                events = Events,
            }),
            "/api/v3/app/hook/config" => Say(context, StatusCodes.Status200OK, new { url = Hook, content_type = "json", secret = "********" }),
            "/api/v3/app/hook/deliveries" => Say(context, StatusCodes.Status200OK, new[] { new { id = 1, @event = "issues", status_code = DeliveryStatus, status = "OK" } }),
            _ when path.EndsWith("/installation", StringComparison.Ordinal) && Installed.Contains(path["/api/v3/repos/".Length..^"/installation".Length]) =>
                Say(context, StatusCodes.Status200OK, new { id = 7, html_url = $"{Address}installations/7", permissions = Permissions, suspended_at = (string?)null }),
            _ => Say(context, StatusCodes.Status404NotFound, new { message = "Not Found" }),
        };
    }

    private static Task Say(HttpContext context, int status, object body)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body);
    }
}
