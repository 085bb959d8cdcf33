using Factory.Contracts.Runs;

namespace Factory.Droids.Tests.Overtaking;

public sealed class When_messages_of_a_run_overtake_each_other
{
    private static readonly Guid Computer = Guid.NewGuid();
    private static readonly DateTimeOffset Earlier = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = Earlier.AddSeconds(1);

    [Fact]
    public async Task A_workspace_whose_loss_was_heard_first_is_opened_elsewhere()
    {
        await using var run = await RunOnBus.Start();
        await run.Hears(run.Order);

        await run.Hears(new WorkspaceLost(run.RunId, Computer, 0));
        await run.Hears(new WorkspaceOpened(run.RunId, Computer, 1));

        Assert.Equal("Opening", await run.State());
        Assert.Equal("run_started workspace_ready workspace_was_lost", await run.Events());
        Assert.Equal(2, await run.Asked<OpenWorkspace>());
    }

    [Fact]
    public async Task A_turn_that_was_recorded_before_its_computer_was_lost_is_not_done_again()
    {
        await using var run = await RunOnBus.Start();
        await run.Hears(run.Order);
        await run.Hears(new WorkspaceOpened(run.RunId, Computer, 1));
        await run.Hears(new ModelAnswered(run.RunId, 1, RunOnBus.Blob, 1, "calls", Spending.None));

        await run.Hears(new WorkspaceLost(run.RunId, Computer, 1));
        Assert.Equal("Acting", await run.State());
        await run.Hears(new ToolsRun(run.RunId, 1, Computer, null, "results", null));
        Assert.Equal("Opening", await run.State());
        await run.Hears(new WorkspaceOpened(run.RunId, Guid.NewGuid(), 1));

        Assert.Equal("Thinking", await run.State());
        Assert.Equal(1, await run.Asked<RunTools>());
        Assert.Equal(2, await run.Asked<AskModel>());
    }

    [Fact]
    public async Task A_turn_that_was_lost_with_its_computer_is_done_again()
    {
        await using var run = await RunOnBus.Start();
        await run.Hears(run.Order);
        await run.Hears(new WorkspaceOpened(run.RunId, Computer, 1));
        await run.Hears(new ModelAnswered(run.RunId, 1, RunOnBus.Blob, 1, "calls", Spending.None));

        await run.Hears(new WorkspaceLost(run.RunId, Computer, 0));
        await run.Hears(new WorkspaceOpened(run.RunId, Guid.NewGuid(), 1));

        Assert.Equal("Acting", await run.State());
        Assert.Equal(2, await run.Asked<RunTools>());
    }

    [Fact]
    public async Task A_pause_that_comes_before_the_order_holds_the_run()
    {
        await using var run = await RunOnBus.Start();

        await run.Hears(new PauseRun(run.RunId, Earlier));
        await run.Hears(run.Order);
        Assert.Equal("Paused", await run.State());
        Assert.Equal("run_started run_paused", await run.Events());

        await run.Hears(new ResumeRun(run.RunId, Later));
        Assert.Equal("Opening", await run.State());
    }

    [Fact]
    public async Task A_pause_that_comes_after_its_resumption_does_nothing()
    {
        await using var run = await RunOnBus.Start();
        await run.Hears(run.Order);

        await run.Hears(new ResumeRun(run.RunId, Later));
        await run.Hears(new PauseRun(run.RunId, Earlier));
        await run.Hears(new WorkspaceOpened(run.RunId, Computer, 1));

        Assert.Equal("Thinking", await run.State());
        Assert.Equal("run_started workspace_ready", await run.Events());
    }

    [Fact]
    public async Task A_cancellation_that_comes_before_the_order_ends_the_run_before_it_begins()
    {
        await using var run = await RunOnBus.Start();

        await run.Hears(new CancelRun(run.RunId));

        Assert.Equal("Ended", await run.State());
    }
}
