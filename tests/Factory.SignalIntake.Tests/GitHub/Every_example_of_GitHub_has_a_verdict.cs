using System.Text;
using System.Text.Json;
using Factory.SignalIntake.GitHub;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Sources;
using Factory.SignalIntake.Tests.Fixtures;

namespace Factory.SignalIntake.Tests.GitHub;

/// <summary>
/// Held against a table that people read. With FACTORY_GOLDEN=write in the environment it is written anew: look at the difference before you commit it.
/// </summary>
public sealed class Every_example_of_GitHub_has_a_verdict
{
    private static readonly GitHubRules Rules = new("factory", "bug", AllIssues: true, new HashSet<string>(["OWNER", "MEMBER", "COLLABORATOR"], StringComparer.Ordinal));

    private static readonly SignalSource Source = TestSource.Of(Rules, "Codertocat/Hello-World", "octo-org/octo-repo");

    [Fact]
    public async Task As_in_the_table()
    {
        var examples = await ExampleDeliveries.All();
        var table = Table(examples);
        var golden = Path.Combine(SourceFolder(), "Golden", "github-examples.md");
        if (Environment.GetEnvironmentVariable("FACTORY_GOLDEN") == "write")
            await File.WriteAllTextAsync(golden, table);
        Assert.Equal(await File.ReadAllTextAsync(golden), table);
        Assert.True(examples.Count > 500, $"{examples.Count} examples");
    }

    private static string Table(IReadOnlyList<ExampleDelivery> examples)
    {
        var text = new StringBuilder("# What becomes of GitHub's example deliveries\n\nAll issues of people who may ask are worked on here; the label is `bug`. Codertocat/Hello-World and octo-org/octo-repo are listed, with reviews, jobs and documentation.\n\n| event | action | how many | verdict | why |\n| --- | --- | --- | --- | --- |\n");
        var rows = examples.Select(Row).GroupBy(row => row).OrderBy(row => row.Key, StringComparer.Ordinal);
        foreach (var row in rows)
            text.Append(row.Key.Replace("#", $"{row.Count()}", StringComparison.Ordinal)).Append('\n');
        return text.ToString();
    }

    private static string Row(ExampleDelivery example)
    {
        using var document = JsonDocument.Parse(example.Body);
        var read = GitHubEvents.Read(new GitHubDelivery(Source, example.Event, document.RootElement));
        return $"| {example.Event} | {document.RootElement.Text("action") ?? ""} | # | {read.Verdict ?? "accepted"} | {read.Why} |";
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(Path.GetDirectoryName(path))!;
}
