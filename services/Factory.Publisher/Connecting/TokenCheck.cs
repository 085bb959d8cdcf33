using System.Net;
using Factory.Contracts;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.GitHub.Rights;

namespace Factory.Publisher.Connecting;

/// <summary>A forge that is asked with a token.</summary>
internal sealed class TokenCheck(GitHubForge forge, Findings seen)
{
    private const int MostRepositories = 50;

    /// <returns>Where its webhook goes: a token cannot tell.</returns>
    public async Task<Uri?> Run(CancellationToken ct)
    {
        var token = await forge.Tokens.For(new RepositoryAddress("https", "", null, "", ""), GitHubRights.Metadata, ct);
        var user = await Ask("/user", token, ct);
        if (user.Status == HttpStatusCode.Unauthorized)
        {
            seen.Good("reachable", $"{forge.Settings.Api}");
            seen.Bad("authenticated", "The forge does not accept the token: it is wrong, or its time is over.", "Make a new one, and write it into the file or variable that the settings name.");
            return null;
        }

        seen.Good("reachable", $"{forge.Settings.Api}");
        seen.Good("authenticated", user.Status == HttpStatusCode.OK ? $"as {user.Read<User>().Login}" : "with a token that tells no login");
        foreach (var name in forge.Settings.Repositories.Take(MostRepositories))
            await Repository(name, token, ct);
        seen.Unknown("webhook", "With a token it cannot be told.", "Compare the webhook of the repository or organisation with docs/github.md.");
        return null;
    }

    private async Task Repository(string name, string token, CancellationToken ct)
    {
        if (name.EndsWith("/*", StringComparison.Ordinal))
        {
            seen.Unknown("repository", $"{name}: which these are is seen when they are worked on.", "Name repositories one by one to have them checked.");
            return;
        }

        var answer = await Ask($"/repos/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}", token, ct);
        if (answer.Status != HttpStatusCode.OK)
            seen.Bad("repository", $"{name}: the token does not see it.", "Give the token access to it, or take it out of the settings.");
        else if (answer.Read<Repo>().Permissions?.Push is true)
            seen.Good("repository", $"{name}: may be written");
        else
            seen.Bad("repository", $"{name}: the token may only read it.", "Give the token write access to contents, issues and pull requests.");
    }

    private Task<GitHubAnswer> Ask(string path, string token, CancellationToken ct) => forge.Connection.Ask(new GitHubRequest(HttpMethod.Get, path), token, $"{forge.Settings.Name}/check", ct);

    private sealed record User(string Login);

    private sealed record Repo(Rights? Permissions = null);

    private sealed record Rights(bool Push = false);
}
