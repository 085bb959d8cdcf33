using Factory.Contracts.Missions;
using Factory.Settings;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.Tests.GitHub;

internal static class TestSource
{
    /// <summary>A source of GitHub with these rules, that works on acme/shop.</summary>
    public static SignalSource Of(GitHubRules rules) =>
        new("github", "default", new KeySource(null, "PATH"), new Dictionary<string, TargetRepository>(StringComparer.Ordinal) { ["acme/shop"] = new("/srv/git/shop.git", null, null) }, null, MissionLimits.Default) { GitHub = rules };
}
