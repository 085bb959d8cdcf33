using System.Net;
using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;

namespace Factory.Publisher.Connecting;

/// <summary>A forge at which the factory is a GitHub App.</summary>
internal sealed class AppCheck(GitHubForge forge, Findings seen)
{
    private const int MostRepositories = 50;

    /// <returns>Where its webhook goes; null for nowhere.</returns>
    public async Task<Uri?> Run(CancellationToken ct)
    {
        var answer = await Ask("/app", ct);
        seen.Good("reachable", $"{forge.Settings.Api}");
        if (answer.Status != HttpStatusCode.OK)
        {
            seen.Bad("authenticated", $"The forge does not accept the App's key ({(int)answer.Status}).", "Compare app.id and app.privateKeyFile with the App's settings page, and this machine's clock with the time.");
            return null;
        }

        var app = answer.Read<App>();
        seen.Good("authenticated", $"as the App {app.Slug}");
        Itself(app);
        foreach (var name in forge.Settings.Repositories.Take(MostRepositories))
            await Installed(name, app, ct);
        return await Webhook(ct);
    }

    private void Itself(App app)
    {
        var settings = $"{app.HtmlUrl} (App settings, Permissions & events)";
        if (GitHubAppNeeds.Missing(app.Permissions) is { Count: > 0 } missing)
            seen.Bad("permissions", $"The App lacks {string.Join(", ", missing)}.", $"Give them at {settings}; the owners of its installations then have to accept.");
        else
            seen.Good("permissions", "all that are needed");
        var untold = GitHubAppNeeds.Events.Except(app.Events ?? [], StringComparer.Ordinal).ToList();
        if (untold.Count > 0)
            seen.Bad("events", $"The App is not told of {string.Join(", ", untold)}.", $"Subscribe to them at {settings}.");
        else
            seen.Good("events", "all that are understood");
        if (!string.Equals(forge.Settings.Bot, $"{app.Slug}[bot]", StringComparison.OrdinalIgnoreCase))
            seen.Bad("bot", $"The settings call the factory {forge.Settings.Bot}.", $"Write bot: \"{app.Slug}[bot]\", so that it knows what it wrote itself.");
    }

    private async Task Installed(string name, App app, CancellationToken ct)
    {
        var all = name.EndsWith("/*", StringComparison.Ordinal);
        var path = all ? $"/users/{Uri.EscapeDataString(name[..^2])}/installation" : $"/repos/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}/installation";
        var answer = await Ask(path, ct);
        if (answer.Status != HttpStatusCode.OK)
        {
            seen.Bad("installed", $"{name}: the App is not installed there.", $"Install it at {app.HtmlUrl.TrimEnd('/')}/installations/new, or take {name} out of the settings.");
            return;
        }

        var installation = answer.Read<Installation>();
        if (installation.SuspendedAt is not null)
            seen.Bad("installed", $"{name}: the installation is suspended.", $"Lift it at {installation.HtmlUrl}.");
        else if (GitHubAppNeeds.Missing(installation.Permissions) is { Count: > 0 } missing)
            seen.Bad("installed", $"{name}: its owner has not granted {string.Join(", ", missing)}.", $"Accept the App's new permissions at {installation.HtmlUrl}.");
        else
            seen.Good("installed", name);
    }

    private async Task<Uri?> Webhook(CancellationToken ct)
    {
        var answer = await Ask("/app/hook/config", ct);
        if (answer.Status != HttpStatusCode.OK || answer.Read<HookConfig>() is not { Url: { Length: > 0 } text } config || !Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            seen.Unknown("webhook", "The App has none: nothing that happens there comes in by itself.", "Set one on the App's settings page where this machine can be reached; see docs/github.md.");
            return null;
        }

        if (config.ContentType != "json")
            seen.Bad("webhook", $"It sends {config.ContentType ?? "forms"} to {url}.", "Set its content type to application/json.");
        await Deliveries(url, ct);
        return url;
    }

    private async Task Deliveries(Uri url, CancellationToken ct)
    {
        var answer = await Ask("/app/hook/deliveries?per_page=20", ct);
        if (answer.Status != HttpStatusCode.OK || answer.Read<List<HookDelivery>>() is not [{ } last, ..] all)
        {
            seen.Unknown("webhook", $"Nothing was sent to {url} yet.", "Install the App or label an issue, and check again.");
            return;
        }

        var failed = all.Count(delivery => delivery.StatusCode is < 200 or > 299);
        var found = $"the last delivery to {url} ({last.Event}) was answered {last.StatusCode}";
        switch (last.StatusCode)
        {
            case >= 200 and <= 299:
                seen.Good("webhook", failed == 0 ? found : $"{found}; {failed} of the last {all.Count} failed");
                break;
            case 401:
                seen.Bad("webhook", $"{found}: the secrets differ.", "Write the App's webhook secret into the file that the source names in factory.signals.yaml.");
                break;
            case 404:
                seen.Bad("webhook", $"{found}: factory.signals.yaml names no such source.", "Name the source as the last part of the address has it.");
                break;
            default:
                seen.Bad("webhook", $"{found}{(last.Status is { } status ? $" ({status})" : "")}.", "Look whether the forge can reach that address, and whether a factory is up behind it.");
                break;
        }
    }

    private Task<GitHubAnswer> Ask(string path, CancellationToken ct) => forge.AskAsApp(new GitHubRequest(HttpMethod.Get, path), ct);

    private sealed record App(string Slug, string HtmlUrl, IReadOnlyDictionary<string, string> Permissions, IReadOnlyList<string>? Events = null);

    private sealed record Installation(string HtmlUrl, IReadOnlyDictionary<string, string> Permissions, string? SuspendedAt = null);

    private sealed record HookConfig(string? Url = null, string? ContentType = null);

    private sealed record HookDelivery(string Event, int StatusCode, string? Status = null);
}
