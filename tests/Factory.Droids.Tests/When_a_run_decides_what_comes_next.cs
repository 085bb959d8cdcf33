using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Runs;
using Factory.Droids.Runs;

namespace Factory.Droids.Tests;

public sealed class When_a_run_decides_what_comes_next
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly BlobRef Blob = new(Guid.NewGuid(), "", 0);

    [Fact]
    public void It_opens_a_workspace_first() => Assert.Equal(NextStep.Open, Next(Run()));

    [Fact]
    public void It_thinks_when_nothing_is_pending() => Assert.Equal(NextStep.Think, Next(Opened()));

    [Fact]
    public void It_acts_on_an_answer_that_is_not_recorded_yet() => Assert.Equal(NextStep.Act, Next(Opened(run => run.Answer = Blob)));

    [Fact]
    public void A_lost_workspace_is_opened_again_before_the_same_turn_goes_on() => Assert.Equal(NextStep.Open, Next(Run(run => run.Answer = Blob)));

    [Fact]
    public void A_paused_run_waits() => Assert.Equal(NextStep.Hold, Next(Opened(run => run.Paused = true)));

    [Fact]
    public void Finishing_completes_it_even_when_paused() => Assert.Equal((NextStep.End, RunOutcome.Completed), Ending(Opened(run => (run.Paused, run.Finish) = (true, new Finish(Blob, null)))));

    [Fact]
    public void Turns_run_out() => Assert.Equal((NextStep.End, RunOutcome.TurnLimit), Ending(Opened(run => run.Turn = 10)));

    [Fact]
    public void Time_runs_out() => Assert.Equal((NextStep.End, RunOutcome.TimeLimit), Ending(Opened(run => run.TimeUpAt = Now)));

    [Fact]
    public void Money_runs_out() => Assert.Equal((NextStep.End, RunOutcome.OverBudget), Ending(Opened(run => run.Spent = new Spending(1.01m, 5, 1))));

    [Fact]
    public void A_model_that_only_talks_is_stuck() => Assert.Equal((NextStep.End, RunOutcome.Stuck), Ending(Opened(run => run.SilentTurns = 3)));

    [Theory]
    [InlineData("a a a", true)]
    [InlineData("b a a", false)]
    [InlineData("a b a b a b", true)]
    [InlineData("a b a b a c", false)]
    [InlineData("a b c a b c", false)]
    public void The_same_calls_with_the_same_results_are_stuck(string fingerprints, bool stuck) =>
        Assert.Equal(stuck, Next(Opened(run => run.Fingerprints = [.. fingerprints.Split(' ')])) == NextStep.End);

    [Fact]
    public void Losing_computer_after_computer_ends_it() => Assert.Equal((NextStep.End, RunOutcome.WorkspaceLost), Ending(Run(run => run.LostWorkspaces = 6)));

    private static NextStep Next(DroidRunState run) => RunDecision.Next(run, Now).Step;

    private static (NextStep, RunOutcome?) Ending(DroidRunState run) => RunDecision.Next(run, Now) is var (step, outcome, _) ? (step, outcome) : default;

    private static DroidRunState Opened(Action<DroidRunState>? change = null) => Run(run =>
    {
        run.ComputerId = Guid.NewGuid();
        change?.Invoke(run);
    });

    private static DroidRunState Run(Action<DroidRunState>? change = null)
    {
        var spec = new WorkspaceSpec("mirror", "base", null, new TestSettings(null, false));
        var run = new DroidRunState
        {
            Start = new StartRun(Guid.NewGuid(), Guid.NewGuid(), "team", "coder", Blob, Blob, Blob, spec, new RunLimits(TimeSpan.FromMinutes(10), 10, 1m)),
            TimeUpAt = Now + TimeSpan.FromMinutes(10),
        };
        change?.Invoke(run);
        return run;
    }
}
