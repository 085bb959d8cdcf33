using System.Text.Json;
using System.Text.Json.Nodes;
using Factory.Contracts.Features;
using Factory.Reviewer.PullRequests;
using Factory.Reviewer.PullRequests.Settings;

namespace Factory.Reviewer.Tests.PullRequests;

public sealed class When_the_docs_show_rules
{
    private static readonly string Docs = Path.Combine(Root(), "docs");

    [Fact]
    public void The_schema_is_what_the_reader_accepts()
    {
        var file = Path.Combine(Docs, "factory.review.schema.json");
        var schema = ReviewSettingsKind.Published();
        if (Environment.GetEnvironmentVariable("FACTORY_WRITE_SCHEMA") is not null)
            File.WriteAllText(file, schema.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");

        Assert.True(JsonNode.DeepEquals(schema, JsonNode.Parse(File.ReadAllText(file))), "docs/factory.review.schema.json is not what the reader accepts. Write it anew: FACTORY_WRITE_SCHEMA=1, and this test.");
    }

    [Fact]
    public void The_example_can_be_read()
    {
        var (settings, problem) = ReviewSettingsKind.Read(File.ReadAllBytes(Path.Combine(Docs, "factory.review.example.yaml")));
        Assert.Null(problem);
        Assert.Equal(ReviewSettings.Default.Limits, settings.Limits);
        Assert.Equal((2, 2, Severity.Blocking), (settings.Paths.Count, settings.Ignore.Count, settings.Rules["protected-path"]!.Value));
        Assert.Null(settings.Rules["test-settings"]);
    }

    [Fact]
    public void Every_rule_is_in_them()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "reviews.md"));
        Assert.All(RuleTexts.Names, rule => Assert.Contains($"`{rule}`", page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("drafts: maybe", "line 1, key drafts: write true or false.")]
    [InlineData("skip:\n  lines: 0", "line 2, key skip.lines: write lines: a whole number from 1 to 1000000.")]
    [InlineData("ignore: ['a{b']", "line 1, key ignore[0]: The pattern 'a{b' has an open brace without its closing one.")]
    [InlineData("rules:\n  no-such-rule: off", "line 2, key rules.no-such-rule: there is no rule 'no-such-rule'.")]
    [InlineData("x: 1", "line 1, key x: unknown key.")]
    public void A_mistake_is_named_by_line_and_key(string yaml, string problem) =>
        Assert.StartsWith($".factory/review.yaml, {problem}", ReviewSettingsKind.Read(System.Text.Encoding.UTF8.GetBytes(yaml)).Problem, StringComparison.Ordinal);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Factory.Services.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
