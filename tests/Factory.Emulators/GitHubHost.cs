using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Factory.Emulators.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Factory.Emulators;

/// <summary>
/// A GitHub Enterprise Server for tests, at one address: a repository that git really speaks with (<c>git http-backend</c>), the third party's emulator of the REST API
/// at <c>/api/v3</c>, and signed webhooks. A push makes the branch known to the emulator, moves <c>refs/pull/N/head</c>, and is told as <c>synchronize</c>.
/// </summary>
public sealed class GitHubHost : IAsyncDisposable
{
    /// <summary>What the factory authenticates with, for git (any user name) and the REST API.</summary>
    public const string Token = "ghp_factorytoken00000000000000000000000";

    /// <summary>The person who owns the repository, and their token.</summary>
    public const string Owner = "ada";
    public const string OwnerToken = "ghp_ownertoken0000000000000000000000000";

    /// <summary>Whom <see cref="Token"/> belongs to.</summary>
    public const string Bot = "factory-bot";

    private static readonly string[] AllEvents = ["*"];

    /// <summary>The App that the factory may be instead: its tokens are its installation's.</summary>
    public const int AppId = 7;

    internal const string AppLogin = $"{Bot}[bot]";
    internal const string AppToken = "ghs_apptoken000000000000000000000000000";

    private readonly WebApplication _web;
    private readonly Emulator _emulator;
    private readonly BareRepository _repository;
    private readonly HttpClient _client;
    private readonly CommitMap _commits = new();
    private readonly Dictionary<long, string> _openedWith = [];
    private readonly SignedWebhooks _hooks = new();
    private readonly PushedBranches _branches;
    private readonly EmulatedApp _app;
    private readonly string _name;

    private GitHubHost(WebApplication web, Emulator emulator, BareRepository repository, Uri address, string name, string appKey)
    {
        (_web, _emulator, _repository, Address, _name, AppKey) = (web, emulator, repository, address, name, appKey);
        _client = new HttpClient { BaseAddress = emulator.Address };
        _branches = new PushedBranches(_client, repository, _commits, _hooks, name);
        _app = new EmulatedApp(appKey);
    }

    /// <summary>The forge's address, for example <c>http://127.0.0.1:40123</c>.</summary>
    public Uri Address { get; }

    /// <summary>The App's private key (PEM).</summary>
    public string AppKey { get; }

    /// <summary>The REST API.</summary>
    public Uri Api => new(Address, "api/v3");

    /// <summary>The repository's address.</summary>
    public string Repository => $"{Address.ToString().TrimEnd('/')}/{Owner}/{_name}";

    /// <summary>Its continuous integration.</summary>
    public ActionsJobs Actions { get; } = new();

    /// <summary>Every request to the REST API, in the order they came: method, path and body as they were sent.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<(string Method, string Path, string Body)> Requests { get; } = new();

    /// <param name="root">A folder that holds OWNER/NAME.git, a bare repository with a branch main.</param>
    /// <param name="name">The repository's name; it belongs to <see cref="Owner"/>.</param>
    public static async Task<GitHubHost> Start(string root, string name)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var web = builder.Build();
        GitHubHost? host = null;
        var git = new GitBackend(root);
        web.Run(context => host!.Serve(context, git));
        await web.StartAsync();
        var address = new Uri(web.Urls.First());
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var appKey = key.ExportPkcs8PrivateKeyPem();
        var emulator = await Emulator.Start("github", Seed(name, appKey), address);
        host = new GitHubHost(web, emulator, new BareRepository(Path.Combine(root, Owner, $"{name}.git")), address, name, appKey);
        await host.LearnBranches();
        return host;
    }

    /// <summary>From now on webhooks of all events go there.</summary>
    public async Task SendWebhooksTo(Uri hook, string secret)
    {
        _hooks.To = (hook, secret);
        await Ask(HttpMethod.Post, "hooks", new { name = "web", active = true, events = AllEvents, config = new { url = new Uri(Address, "_hook"), content_type = "json", secret = "unused" } });
    }

    /// <summary>Speaks to the REST API of the repository as a person does in the browser, for example <c>Ask(HttpMethod.Post, "issues", new { title = "…" })</c>.</summary>
    /// <param name="path">Below <c>/repos/OWNER/NAME/</c>.</param>
    /// <param name="token">Whose it is; null for the owner.</param>
    public async Task<JsonElement> Ask(HttpMethod method, string path, object? body = null, string? token = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(Address, $"api/v3/repos/{Owner}/{_name}/{path}".TrimEnd('/')));
        request.Headers.Add("Authorization", $"Bearer {token ?? OwnerToken}");
        request.Headers.Add("User-Agent", "a-person");
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>Sends a webhook that the emulator does not send by itself.</summary>
    public Task Send(string name, JsonNode payload) => _hooks.Send(name, payload);

    /// <summary>Tells that a job of <see cref="Actions"/> failed.</summary>
    public Task SendFailure(long job) => Send("check_run", Actions.Ended(job, Owner, _name));

    /// <summary>Call it after a push that did not come through this host's address.</summary>
    public Task LearnBranches() => _branches.Learn();

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _emulator.DisposeAsync();
        _client.Dispose();
        _branches.Dispose();
    }

    private static object Seed(string name, string appKey) => new
    {
        tokens = new Dictionary<string, object>
        {
            [Token] = new { login = Bot, scopes = new[] { "repo", "admin:repo_hook" } },
            [AppToken] = new { login = AppLogin, scopes = new[] { "repo" } },
            [OwnerToken] = new { login = Owner, scopes = new[] { "repo", "admin:repo_hook" } },
        },
        github = new
        {
            users = new[] { new { login = Owner, name = "Ada" }, new { login = Bot, name = "Factory" }, new { login = AppLogin, name = "Factory" } },
            repos = new[] { new { owner = Owner, name, auto_init = true, @private = false } },
            apps = new[] { new { app_id = AppId, slug = Bot, name = "Factory", private_key = appKey, permissions = new { contents = "write", pull_requests = "write", issues = "write", checks = "write" }, installations = new[] { new { installation_id = 70, account = Owner } } } },
        },
    };

    private async Task Serve(HttpContext context, GitBackend git)
    {
        var path = context.Request.Path.Value!;
        if (path == "/_hook")
            await _hooks.Forward(context, _commits);
        else if (path.Contains(".git/", StringComparison.Ordinal) || path.EndsWith("/info/refs", StringComparison.Ordinal) || path.EndsWith("/git-upload-pack", StringComparison.Ordinal) || path.EndsWith("/git-receive-pack", StringComparison.Ordinal))
            await ServeGit(context, git, path);
        else
            await ServeApi(context, path.StartsWith("/api/v3", StringComparison.Ordinal) ? path["/api/v3".Length..] : path);
    }

    private async Task ServeGit(HttpContext context, GitBackend git, string path)
    {
        var basic = context.Request.Headers.Authorization.ToString();
        var known = basic.StartsWith("Basic ", StringComparison.Ordinal) && Encoding.UTF8.GetString(Convert.FromBase64String(basic[6..])).Split(':', 2) is [_, Token or OwnerToken or AppToken];
        if (!known)
        {
            context.Response.StatusCode = 401;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        // GitHub serves a repository with and without the ending.
        var parts = path.Split('/', 4);
        await git.Serve(context, parts[2].EndsWith(".git", StringComparison.Ordinal) ? path : $"/{parts[1]}/{parts[2]}.git/{parts[3]}", "somebody");
        if (path.EndsWith("git-receive-pack", StringComparison.Ordinal))
            await LearnBranches();
    }

    private async Task ServeApi(HttpContext context, string path)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue((context.Request.Method, path + context.Request.QueryString, body));
        var merge = path.EndsWith("/merge", StringComparison.Ordinal);
        if (path.StartsWith($"/repos/{Owner}/{_name}/actions/", StringComparison.Ordinal))
        {
            await Actions.Answer(context, path[$"/repos/{Owner}/{_name}/actions/".Length..]);
            return;
        }

        if (path == "/app" || path.EndsWith("/access_tokens", StringComparison.Ordinal))
        {
            await _app.LetIn(context, path);
            return;
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), _commits.In(path + context.Request.QueryString.Value));
        foreach (var name in new[] { "Authorization", "Accept", "User-Agent", "If-None-Match" })
            request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name].ToString());
        if (body.Length > 0)
            request.Content = new StringContent(merge ? MergeOf(path, body) : _commits.In(body), Encoding.UTF8, "application/json");
        else if (context.Request.Method == "PUT")
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await _client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        if (context.Request.Method == "POST" && path.EndsWith("/pulls", StringComparison.Ordinal) && response.IsSuccessStatusCode)
            await Opened(JsonDocument.Parse(answer).RootElement);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        foreach (var name in new[] { "Link", "ETag", "Retry-After", "X-RateLimit-Remaining", "X-RateLimit-Reset" })
        {
            if (response.Headers.TryGetValues(name, out var values))
                context.Response.Headers[name] = string.Join(", ", values);
        }

        if (response.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
            await context.Response.WriteAsync(_commits.Out(answer));
    }

    /// <summary>The emulator compares with the commit that the pull request was opened with.</summary>
    private string MergeOf(string path, string body)
    {
        var merge = JsonNode.Parse(body)!;
        var number = long.Parse(path.Split('/')[^2], System.Globalization.CultureInfo.InvariantCulture);
        if (merge["sha"]?.GetValue<string>() is { } sha && _openedWith.TryGetValue(number, out var opened))
            merge["sha"] = _commits.Out(opened) == sha ? opened : sha;
        return merge.ToJsonString();
    }

    private async Task Opened(JsonElement pull)
    {
        var (number, head) = (pull.GetProperty("number").GetInt64(), pull.GetProperty("head"));
        _openedWith[number] = head.GetProperty("sha").GetString()!;
        if ((await _repository.Branches()).TryGetValue(head.GetProperty("ref").GetString()!, out var commit))
            await _repository.Point($"refs/pull/{number}/head", commit);
    }
}
