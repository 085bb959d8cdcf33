using System.Net;
using Factory.Contracts;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;
using Factory.Publisher.Settings;

namespace Factory.Publisher.GitHub;

/// <summary>One forge as the settings have it now.</summary>
internal sealed class GitHubForge : IDisposable
{
    private string? _login;

    public GitHubForge(ForgeSettings settings, HttpMessageHandler handler, TimeProvider time, RateLimits limits)
    {
        Settings = settings;
        Connection = new GitHubConnection(settings.Api, handler, time, limits);
        Tokens = new GitHubTokens(settings, Connection, time);
    }

    public ForgeSettings Settings { get; }

    public GitHubConnection Connection { get; }

    public GitHubTokens Tokens { get; }

    public bool IsApp => Settings.App is not null;

    /// <summary>The login by which what the factory wrote is known as its own. Asked of the forge: what people wrote into the settings may be another.</summary>
    public async Task<string> Login(CancellationToken ct)
    {
        if (_login is { } known)
            return known;
        if (IsApp)
            return _login = $"{(await Own<App>("/app", Tokens.Jwt(), ct)).Slug}[bot]";
        return _login = (await Own<User>("/user", await Tokens.For(new RepositoryAddress("https", "", null, "", ""), GitHubRights.Metadata, ct), ct)).Login;
    }

    /// <summary>Asks as the App itself, not as one of its installations.</summary>
    public Task<GitHubAnswer> AskAsApp(GitHubRequest request, CancellationToken ct) => Connection.Ask(request, Tokens.Jwt(), $"{Settings.Name}/app", ct);

    public void Dispose() => Connection.Dispose();

    private async Task<T> Own<T>(string path, string bearer, CancellationToken ct)
        where T : class
    {
        var answer = await Connection.Ask(new GitHubRequest(HttpMethod.Get, path), bearer, $"{Settings.Name}/own", ct);
        return answer.Status == HttpStatusCode.OK ? answer.Read<T>() : throw GitHubRefused.From(answer.Status, HttpMethod.Get, path, answer.Body.Span);
    }

    private sealed record App(string Slug);
}
