using Factory.EndToEnd.Tests.Line;

namespace Factory.EndToEnd.Tests.Missions;

public sealed class When_the_mechanic_fixes_a_bug
{
    [Fact]
    public async Task A_branch_with_one_clean_commit_is_published_and_nothing_else_is_touched()
    {
        await using var line = await RunningLine.Start();
        var repository = BuggyRepository.Create();
        repository.Write("notes.txt", "not committed");
        var before = (Head: repository.Git("rev-parse", "HEAD"), Status: repository.Git("status", "--porcelain"), Branches: repository.Git("branch", "--list"));

        var mission = await line.Ended(await line.Report(repository));

        Assert.Equal("published", mission.Outcome);
        Assert.Equal([mission.Branch!], repository.FactoryBranches());
        Assert.Equal(before.Head, repository.Git("rev-parse", $"{mission.Commit}^"));
        Assert.Contains($"Mission: {mission.MissionId}", repository.Git("log", "-1", "--format=%B", mission.Commit!), StringComparison.Ordinal);
        Assert.Equal("cart.py\n", repository.Git("diff", "--name-only", $"{mission.Commit}^", mission.Commit!));
        Assert.Equal((before.Head, before.Status), (repository.Git("rev-parse", "HEAD"), repository.Git("status", "--porcelain")));
        Assert.All(mission.OnBase, seen => Assert.False(seen.Passed));
        Assert.All(mission.OnHead, seen => Assert.True(seen is { Passed: true } && seen.Commit == mission.Commit));
    }

    [Fact]
    public async Task The_same_signal_twice_is_one_mission_and_one_branch()
    {
        await using var line = await RunningLine.Start();
        var repository = BuggyRepository.Create();

        var missions = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => line.Report(repository, key: "delivery-1")));
        var mission = await line.Ended(missions[0]);

        Assert.Single(missions.Distinct());
        Assert.Equal("published", mission.Outcome);
        Assert.Single(repository.FactoryBranches());
    }

    [Fact]
    public async Task A_repository_whose_tests_all_pass_ends_honestly()
    {
        await using var line = await RunningLine.Start();
        var repository = BuggyRepository.Create(code: "def total(prices):\n    return sum(prices)\n\n\ndef is_empty(prices):\n    return not prices\n");

        var mission = await line.Ended(await line.Report(repository));

        Assert.Equal("not-fixed", mission.Outcome);
        Assert.Contains("cannot reproduce", mission.Reason!, StringComparison.Ordinal);
        Assert.Empty(repository.FactoryBranches());
    }
}
