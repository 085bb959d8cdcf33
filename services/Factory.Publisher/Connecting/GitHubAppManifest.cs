using System.Text.Json;
using Factory.Publisher.GitHub.Asking;

namespace Factory.Publisher.Connecting;

/// <summary>What GitHub makes an App of, see docs.github.com/apps/sharing-github-apps/registering-a-github-app-from-a-manifest.</summary>
/// <param name="Name">Unique in all of GitHub; 34 characters at most.</param>
/// <param name="Home">Shown as the App's home page.</param>
/// <param name="Webhook">Where what happens is sent; null for nowhere.</param>
/// <param name="Redirect">Where the browser is sent with the code that the App is fetched by.</param>
public sealed record GitHubAppManifest(string Name, Uri Home, Uri? Webhook, Uri Redirect)
{
    /// <summary>The manifest as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new Json(
            Name, Home.AbsoluteUri, "Takes bug reports, and opens pull requests with fixes that were seen to work.", Webhook is null ? null : new Hook(Webhook.AbsoluteUri, Active: true), Redirect.AbsoluteUri, Public: false,
            GitHubAppNeeds.Permissions, GitHubAppNeeds.Events),
        GitHubJson.Options);

    private sealed record Json(
        string Name, string Url, string Description, Hook? HookAttributes, string RedirectUrl, bool Public, IReadOnlyDictionary<string, string> DefaultPermissions, IReadOnlyList<string> DefaultEvents);

    private sealed record Hook(string Url, bool Active);
}
