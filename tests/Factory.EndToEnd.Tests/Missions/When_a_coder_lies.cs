using Factory.EndToEnd.Tests.Line;
using Factory.ScriptedModel;
using Npgsql;

namespace Factory.EndToEnd.Tests.Missions;

/// <summary>A claim alone moves nothing: only what the tester saw at the commit does.</summary>
public sealed class When_a_coder_lies
{
    private static readonly Reply SaysDone = Reply.Finish(new { claims = "Fixed the total. All tests pass." });

    [Fact]
    public async Task A_change_that_fixes_nothing_is_not_published()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On("coder", request => request.Turn == 1 ? Reply.Call("edit", new { operation = "create", path = $"note{request.Messages.Count}.py", newText = "FIXED = True\n" }) : SaysDone);
        var repository = BuggyRepository.Create();

        var mission = await line.Ended(await line.Report(repository));

        Assert.Equal("not-fixed", mission.Outcome);
        Assert.Contains("A1 does not hold at this commit", mission.Reason!, StringComparison.Ordinal);
        Assert.Empty(repository.FactoryBranches());
        Assert.DoesNotContain("gate_decided", await line.Kinds(mission.MissionId));
    }

    [Fact]
    public async Task Each_attempt_has_the_money_that_those_before_it_left()
    {
        await using var line = await RunningLine.Start((model, casting) =>
        {
            casting.Model("priced", "coder").Role("coder", "priced").Set("priced", "inputUsdPerMillion", 1);
            model.On("coder", request => (request.Turn == 1 ? Reply.Call("edit", new { operation = "create", path = $"note{request.Messages.Count}.py", newText = "FIXED = True\n" }) : SaysDone).Counting((800_000, 10)));
        });

        await line.Ended(await line.Report(BuggyRepository.Create()));

        await using var database = NpgsqlDataSource.Create(line.Database);
        await using var query = database.CreateCommand("SELECT string_agg(round((data -> 'Limits' ->> 'Usd')::numeric, 2)::text, ' ' ORDER BY seq_id) FROM history.mt_events WHERE type = 'run_started' AND data ->> 'Role' = 'coder'");
        Assert.Equal("5.00 3.40 1.80", await query.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_test_that_is_rewritten_to_pass_is_judged_from_base()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On("coder", request => request.Turn == 1
            ? Reply.Call("edit", new { operation = "replace", path = "test_cart.py", oldText = "assertEqual(6, total([1, 2, 3]))", newText = "assertEqual(-6, total([1, 2, 3]))" })
            : SaysDone);
        var repository = BuggyRepository.Create();

        var mission = await line.Ended(await line.Report(repository));

        Assert.Equal("not-fixed", mission.Outcome);
        Assert.Empty(repository.FactoryBranches());
    }

    [Fact]
    public async Task A_product_that_ends_the_test_run_early_proves_nothing()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On("coder", request => request.Turn == 1
            ? Reply.Call("edit", new { operation = "replace", path = "cart.py", oldText = "    result = 0\n", newText = "    import os\n    os._exit(0)\n    result = 0\n" })
            : SaysDone);
        var repository = BuggyRepository.Create();

        var mission = await line.Ended(await line.Report(repository));

        Assert.Equal("not-fixed", mission.Outcome);
        Assert.Empty(repository.FactoryBranches());
    }

    [Fact]
    public async Task An_honest_change_over_several_turns_goes_through()
    {
        await using var line = await RunningLine.Start(scripted: ["coder"]);
        line.Model.On(
            "coder",
            Reply.Call("read", new { path = "cart.py" }).And("run", new { command = "python3 -m unittest 2>&1 | tail -3" }),
            Reply.Call("edit", new { operation = "replace", path = "cart.py", oldText = "result -= price", newText = "result += price" }),
            Reply.Call("no_such_tool").And("read", new { path = "../../etc/passwd" }),
            SaysDone);
        var repository = BuggyRepository.Create();

        var mission = await line.Ended(await line.Report(repository));

        Assert.Equal("published", mission.Outcome);
        Assert.Contains("+    ", repository.Git("show", mission.Commit!), StringComparison.Ordinal);
        Assert.DoesNotContain(line.Model.Requests, request => request.Messages.Any(message => message.Content.Contains("root:x:", StringComparison.Ordinal)));
    }
}
