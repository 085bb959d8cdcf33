using System.Text.Json;
using Factory.SignalIntake.Judging;
using static Factory.SignalIntake.GitHub.GitHubDelivery;

namespace Factory.SignalIntake.GitHub;

/// <summary>The App was installed somewhere, or taken away: what may be worked on is in the file all the same, and the verdict says which of the repositories are.</summary>
internal static class GitHubInstallations
{
    private const int Most = 20;

    private static readonly string[] Lists = ["repositories", "repositories_added", "repositories_removed"];

    public static ReadDelivery Read(GitHubDelivery delivery)
    {
        var root = delivery.Root;
        var where = Shown(root.At("installation").At("account").Text("login"));
        var names = Lists.SelectMany(list => Names(root.At(list))).Take(Most).Select(name => delivery.Source.Find(name) is null ? $"{Shown(name)} (not in factory.signals.yaml)" : $"{Shown(name)} (listed)").ToList();
        return ReadDelivery.Ignored($"The App's installation at {where}: {Shown(delivery.Action)}{(names.Count == 0 ? "" : $"; {string.Join(", ", names)}")}.");
    }

    private static IEnumerable<string> Names(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Select(one => one.Text("full_name")).OfType<string>() : [];
}
