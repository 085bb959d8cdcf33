using Factory.Publisher.GitHub;
using Factory.Publisher.GitHub.Asking;
using Factory.Publisher.Outputs;
using Factory.Publisher.Settings;
using Factory.ServiceDefaults;
using Factory.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Factory.Publisher.Connecting;

/// <summary>Looks whether the forges of a publisher's file can be worked with. Nothing is written to them.</summary>
public static class ForgeChecks
{
    /// <param name="path">The publisher's file.</param>
    /// <exception cref="SettingsFileException">The file cannot be read, or something in it is wrong.</exception>
    public static async Task<IReadOnlyList<ForgeReport>> Run(string path, CancellationToken ct)
    {
        var files = new PublisherFiles(() => path, TimeProvider.System, NullLogger<PublisherFiles>.Instance);
        using var forges = new GitHubForges(files, new MissionLink(Factory: null), TimeProvider.System, []);
        var reports = new List<ForgeReport>();
        foreach (var forge in files.Recent.Forges.Select(forges.Open))
            reports.Add(await Run(forge, ct));
        return reports;
    }

    private static async Task<ForgeReport> Run(GitHubForge forge, CancellationToken ct)
    {
        var seen = new Findings(forge.Settings.Name);
        Uri? webhook = null;
        try
        {
            webhook = forge.IsApp ? await new AppCheck(forge, seen).Run(ct) : await new TokenCheck(forge, seen).Run(ct);
        }
        catch (Exception error) when (error is GitHubAway or GitHubRefused or AskLater or OutputNotAllowed)
        {
            seen.Bad("reachable", error.Message, $"Look whether this machine reaches {forge.Settings.Api}, and whether a proxy or 'ca' is needed.");
        }

        return new ForgeReport(forge.Settings.Name, forge.Settings.Address, webhook, seen.All);
    }
}
