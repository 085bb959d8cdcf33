using Factory.EndToEnd.Tests.Line;

namespace Factory.EndToEnd.Tests.Missions;

public sealed class When_documentation_must_follow
{
    private const string Changelog = "# Changelog\n\n## Unreleased\n\n- Carts can be emptied.\n";

    [Fact]
    public async Task The_mechanic_writes_the_line_that_a_changelog_lacks()
    {
        await using var line = await RunningLine.Start();
        var repository = BuggyRepository.Create();
        var range = Deploy(repository, Changelog);

        var mission = await line.Ended(await line.Report(repository, $"Deployed to production: sum instead of total\n\n{range}", kind: "docs"));

        Assert.True(mission.Outcome == "published", mission.Reason);
        Assert.Equal("CHANGELOG.md", repository.Git("diff", "--name-only", "main", mission.Branch!).Trim());
        Assert.Contains("+- Fix: deployed to production: sum instead of total.", repository.Git("diff", "main", mission.Branch!), StringComparison.Ordinal);
        Assert.All(mission.OnHead, seen => Assert.True(seen.Passed));
    }

    [Fact]
    public async Task Where_nothing_must_follow_it_says_so_and_what_a_person_should_look_at()
    {
        await using var line = await RunningLine.Start();
        var repository = BuggyRepository.Create();
        repository.Write("README.md", "# Cart\n\nCall `total` for the price.\n");
        var range = Deploy(repository, changelog: null);

        var mission = await line.Ended(await line.Report(repository, $"Deployed {range}", kind: "docs"));

        Assert.Equal("answered", mission.Outcome);
        Assert.Contains("keeps no changelog", mission.Reason!, StringComparison.Ordinal);
        Assert.Contains("README.md:3 (total)", mission.Reason!, StringComparison.Ordinal);
        Assert.Empty(repository.FactoryBranches());
    }

    [Theory]
    [InlineData("Deployed, whatever it was.", "no product changed between the commits that the report names")]
    [InlineData("Deployed 0123456789012345678901234567890123456789..0123456789012345678901234567890123456789", "is not in the history of")]
    public async Task A_report_without_a_range_of_the_repository_changes_nothing(string report, string reason)
    {
        await using var line = await RunningLine.Start();
        var repository = BuggyRepository.Create();
        Deploy(repository, Changelog);

        var mission = await line.Ended(await line.Report(repository, report, kind: "docs"));

        Assert.Equal("answered", mission.Outcome);
        Assert.Contains(reason, mission.Reason!, StringComparison.Ordinal);
    }

    /// <summary>A commit that renames a function, fixed tests with it; gives the range of commits.</summary>
    private static string Deploy(BuggyRepository repository, string? changelog)
    {
        if (changelog is not null)
            repository.Write("CHANGELOG.md", changelog);
        repository.Write("note.txt", "before\n");
        repository.Commit("Before");
        var before = repository.Git("rev-parse", "HEAD").Trim();
        repository.Write("cart.py", repository.Read("cart.py").Replace("def total", "def sum_of", StringComparison.Ordinal).Replace("result -=", "result +=", StringComparison.Ordinal));
        repository.Write("test_cart.py", repository.Read("test_cart.py").Replace("total(", "sum_of(", StringComparison.Ordinal).Replace("import is_empty, total", "import is_empty, sum_of", StringComparison.Ordinal));
        repository.Commit("Rename");
        return $"{before}..{repository.Git("rev-parse", "HEAD").Trim()}";
    }
}
