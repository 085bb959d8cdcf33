using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Factory.Emulators.Hosting;
using Factory.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Factory.Publisher.Tests.Fixtures;

/// <summary>A request as a forge saw it.</summary>
internal sealed record Asked(string Method, string Path, string Query, JsonNode? Body, string? Authorization, IReadOnlyDictionary<string, string> Headers);

/// <summary>A forge that answers as a test wrote it; it is a GitHub App's, whose key it knows.</summary>
internal sealed class ScriptedForge : IAsyncDisposable
{
    public const string Login = "factory-test[bot]";
    private readonly WebApplication web;
    private readonly List<(string Method, Regex Path, Func<HttpContext, Asked, Task> Answer)> script = [];
    private int _tokens;

    private ScriptedForge(WebApplication web) => this.web = web;

    public RSA Key { get; } = RSA.Create(2048);

    public Uri Address => new(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("https://127.0.0.1", "https://localhost", StringComparison.Ordinal));

    public string Repository => $"{Address.AbsoluteUri.TrimEnd('/')}/acme/shop";

    public ConcurrentQueue<Asked> Seen { get; } = new();

    public ConcurrentQueue<string> Tokens { get; } = new();

    public TimeSpan TokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Serves git to whoever has one of its tokens; null for no git.</summary>
    public GitBackend? Git { get; set; }

    /// <param name="certificate">With its private key, for TLS; null for none.</param>
    public static async Task<ScriptedForge> Start(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        var server = builder.Build();
        var forge = new ScriptedForge(server);
        server.Run(forge.Serve);
        await server.StartAsync();
        forge.On("GET", "/app$", (_, _) => Example("get", "/app", 200, app => app["slug"] = "factory-test"));
        forge.On("GET", "/repos/acme/shop/installation", (_, _) => Example("get", "/repos/{owner}/{repo}/installation", 200, installation => installation["id"] = 77));
        forge.On("POST", "/app/installations/77/access_tokens", (_, _) => Example("post", "/app/installations/{installation_id}/access_tokens", 201, token =>
        {
            var made = $"ghs_test{Interlocked.Increment(ref forge._tokens)}";
            forge.Tokens.Enqueue(made);
            (token["token"], token["expires_at"]) = (made, (TimeProvider.System.GetUtcNow() + forge.TokenLife).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture));
        }));
        return forge;
    }

    /// <summary>The publisher's file for it.</summary>
    public string Settings(string policy = "", string more = "")
    {
        var key = Path.Combine(TestServers.NewFolder(), "app.pem");
        File.WriteAllText(key, Key.ExportRSAPrivateKeyPem());
        return $"forges:\n  test:\n    kind: github\n    address: {Address.AbsoluteUri}\n    app: {{ id: 4711, privateKeyFile: {key} }}\n    repositories: acme/*\n    bot: {Login}\n{more}{(policy.Length > 0 ? $"    policy: {policy}\n" : "")}";
    }

    public string TokenSettings()
    {
        var token = Path.Combine(TestServers.NewFolder(), "token");
        File.WriteAllText(token, "ghp_plain");
        return $"forges:\n  test:\n    kind: github\n    address: {Address.AbsoluteUri}\n    tokenFile: {token}\n    repositories: acme/shop\n    catchUp: {{ source: github }}\n";
    }

    /// <summary>What was written last holds.</summary>
    public void On(string method, string path, Func<HttpContext, Asked, Task<JsonNode>> answer, int status = 200) => On(method, path, async (context, asked) =>
    {
        context.Response.StatusCode = method == "POST" && status == 200 ? 201 : status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync((await answer(context, asked)).ToJsonString());
    });

    public void On(string method, string path, Func<HttpContext, Asked, Task> answer)
    {
        lock (script)
            script.Insert(0, (method, new Regex($"^{path}", RegexOptions.None, TimeSpan.FromSeconds(5)), answer));
    }

    public IReadOnlyList<Asked> SeenOf(string method, string path) => [.. Seen.Where(asked => asked.Method == method && Regex.IsMatch(asked.Path, path, RegexOptions.None, TimeSpan.FromSeconds(5)))];

    /// <summary>The description's own example, changed.</summary>
    public static async Task<JsonNode> Example(string method, string template, int status, Action<JsonObject>? change = null)
    {
        var example = (await OpenApi.OpenApiDescription.Read()).Example(method, template, status);
        if (example is JsonObject one)
            change?.Invoke(one);
        return example;
    }

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        Key.Dispose();
    }

    private async Task Serve(HttpContext context)
    {
        if (Git is { } git && context.Request.Path.Value!.Contains(".git/", StringComparison.Ordinal))
            await Serve(context, git);
        else
            await Answer(context);
    }

    private async Task Serve(HttpContext context, GitBackend git)
    {
        if (Tokens.Any(token => context.Request.Headers.Authorization == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"))}"))
        {
            await git.Serve(context, context.Request.Path.Value!, Login);
            return;
        }

        context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
    }

    private async Task Answer(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var path = context.Request.Path.Value!;
        var asked = new Asked(
            context.Request.Method, path.StartsWith("/api/v3", StringComparison.Ordinal) ? path["/api/v3".Length..] : path, context.Request.QueryString.Value ?? "", body.Length > 0 ? JsonNode.Parse(body) : null,
            context.Request.Headers.Authorization, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
        Seen.Enqueue(asked);
        (string, Regex, Func<HttpContext, Asked, Task> Answer) found;
        lock (script)
            found = script.FirstOrDefault(step => step.Method == asked.Method && step.Path.IsMatch(asked.Path));
        if (found.Answer is null)
        {
            context.Response.StatusCode = (int)HttpStatusCode.NotFound;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"message":"Not Found","documentation_url":"https://docs.github.com/rest","status":"404"}""");
            return;
        }

        await found.Answer(context, asked);
    }
}
