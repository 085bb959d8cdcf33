using Factory.Contracts.Features;
using Factory.Contracts.Runs;

namespace Factory.Droids.Tests.Overtaking;

public sealed class When_a_run_is_steered
{
    private static readonly Guid Computer = Guid.NewGuid();
    private static readonly DateTimeOffset Earlier = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_said_while_tools_run_is_read_in_the_next_turn()
    {
        await using var run = await Acting();

        await run.Hears(new SayToRun(run.RunId, Guid.NewGuid(), "anna", RunOnBus.Blob));
        await run.Hears(new ToolsRun(run.RunId, 1, Computer, null, "results", null));

        Assert.Equal("Thinking", await run.State());
        Assert.Equal(1, (await run.LastAsked<AskModel>()).Notes);
        Assert.Equal(1, await run.NotedAfter());
    }

    [Fact]
    public async Task What_is_said_while_the_model_thinks_comes_after_that_turn_which_is_not_lost()
    {
        await using var run = await Thinking();

        await run.Hears(new SayToRun(run.RunId, Guid.NewGuid(), "anna", RunOnBus.Blob));
        Assert.Equal("Thinking", await run.State());
        Assert.Equal(1, await run.Asked<AskModel>());
        Assert.Equal(1, await run.NotedAfter());

        await run.Hears(new ModelAnswered(run.RunId, 1, RunOnBus.Blob, 1, "calls", Spending.None));
        Assert.Equal("Acting", await run.State());
    }

    [Fact]
    public async Task A_note_that_overtakes_the_order_is_kept()
    {
        await using var run = await RunOnBus.Start();

        await run.Hears(new SayToRun(run.RunId, Guid.NewGuid(), "anna", RunOnBus.Blob));
        await run.Hears(run.Order);
        await run.Hears(new WorkspaceOpened(run.RunId, Computer, 1));

        Assert.Equal("run_noted run_started workspace_ready", await run.Events());
        Assert.Equal(1, (await run.LastAsked<AskModel>()).Notes);
        Assert.Equal(0, await run.NotedAfter());
    }

    [Fact]
    public async Task A_question_is_waited_for_and_its_answer_lets_the_run_go_on()
    {
        await using var run = await Acting();

        await run.Hears(new ToolsRun(run.RunId, 1, Computer, null, "results", null) { Question = RunOnBus.Blob });
        Assert.Equal("WaitingForHuman", await run.State());
        Assert.Equal(1, await run.Asked<AskModel>());

        await run.Hears(new SayToRun(run.RunId, Guid.NewGuid(), "anna", RunOnBus.Blob));
        Assert.Equal("Thinking", await run.State());
        Assert.Equal(2, (await run.LastAsked<AskModel>()).Turn);
    }

    [Fact]
    public async Task The_mission_is_told_that_a_person_is_waited_for_and_when_no_longer()
    {
        await using var run = await Acting();

        await run.Hears(new ToolsRun(run.RunId, 1, Computer, null, "results", null) { Question = RunOnBus.Blob });
        var waits = await run.LastAsked<RunWaits>();
        Assert.Equal(0, await run.Asked<RunWaitsNoLonger>());
        await run.Hears(new PauseRun(run.RunId, Earlier));
        await run.Hears(new ResumeRun(run.RunId, Earlier.AddSeconds(1)));
        Assert.Equal("WaitingForHuman", await run.State());
        Assert.Equal(0, await run.Asked<RunWaitsNoLonger>());
        await run.Hears(new SayToRun(run.RunId, Guid.NewGuid(), "anna", RunOnBus.Blob));
        await run.Hears(new SayToRun(run.RunId, Guid.NewGuid(), "anna", RunOnBus.Blob));

        var goesOn = await run.LastAsked<RunWaitsNoLonger>();
        Assert.Equal((run.RunId, 1, 1L), (goesOn.RunId, goesOn.Turn, await run.Asked<RunWaitsNoLonger>()));
        Assert.Equal((waits.MissionId, waits.RunId, waits.Turn), (goesOn.MissionId, goesOn.RunId, goesOn.Turn));
        Assert.True(goesOn.At >= waits.At);
    }

    [Fact]
    public async Task More_money_holds_from_the_next_turn()
    {
        await using var run = await Acting();

        // The time counts from when it was asked for, which is long ago here.
        var enough = TimeSpan.FromHours(500_000);
        await run.Hears(new LimitRun(run.RunId, new RunLimits(enough, 20, 9), Earlier.AddSeconds(1)));
        await run.Hears(new LimitRun(run.RunId, new RunLimits(enough, 20, 1), Earlier));
        await run.Hears(new ToolsRun(run.RunId, 1, Computer, null, "results", null));

        Assert.Equal(9, (await run.LastAsked<AskModel>()).BudgetUsd);
    }

    [Fact]
    public async Task A_run_that_goes_round_in_circles_is_told_then_a_stronger_model_is_asked_then_it_ends()
    {
        await using var run = await Thinking();

        for (var turn = 1; turn <= 8; turn++)
        {
            await run.Hears(new ModelAnswered(run.RunId, turn, RunOnBus.Blob, 1, "calls", Spending.None));
            await run.Hears(new ToolsRun(run.RunId, turn, Computer, null, "results", null));
            Assert.Equal(turn switch { < 6 => 0, _ => 1 }, (await run.LastAsked<AskModel>()).Escalation);
        }

        Assert.Equal("Thinking", await run.State());
        Assert.Equal(2, (await run.LastAsked<AskModel>()).Notes);
    }

    [Fact]
    public async Task A_run_that_got_on_since_it_was_told_starts_anew()
    {
        await using var run = await Thinking(turns: 100);
        var change = new Change("base", "commit", RunOnBus.Blob);
        var turn = 0;

        await Turns(run, 6, checkpoint: null);
        Assert.Equal(1, (await run.LastAsked<AskModel>()).Escalation);
        await Turns(run, 20, change);
        await Turns(run, 3, checkpoint: null);

        Assert.Equal((3, 0), ((await run.LastAsked<AskModel>()).Notes, (await run.LastAsked<AskModel>()).Escalation));

        async Task Turns(RunOnBus asked, int count, Change? checkpoint)
        {
            for (var at = 0; at < count; at++)
            {
                await asked.Hears(new ModelAnswered(asked.RunId, ++turn, RunOnBus.Blob, 1, checkpoint is null ? "same" : $"{turn}", Spending.None));
                await asked.Hears(new ToolsRun(asked.RunId, turn, Computer, checkpoint, "results", null));
            }
        }
    }

    private static async Task<RunOnBus> Thinking(int turns)
    {
        var run = await RunOnBus.Start();
        await run.Hears(run.Order with { Limits = run.Order.Limits with { Turns = turns } });
        await run.Hears(new WorkspaceOpened(run.RunId, Computer, 1));
        return run;
    }

    private static async Task<RunOnBus> Thinking()
    {
        var run = await RunOnBus.Start();
        await run.Hears(run.Order);
        await run.Hears(new WorkspaceOpened(run.RunId, Computer, 1));
        return run;
    }

    private static async Task<RunOnBus> Acting()
    {
        var run = await Thinking();
        await run.Hears(new ModelAnswered(run.RunId, 1, RunOnBus.Blob, 1, "calls", Spending.None));
        return run;
    }
}
