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
    public void A_question_waits_for_a_person() => Assert.Equal(NextStep.WaitForHuman, Next(Opened(run => (run.Question, run.WaitsSince, run.TimeUpAt) = (Blob, Now.AddDays(-1), Now.AddHours(-20)))));

    [Fact]
    public void The_time_that_a_person_takes_or_holds_the_run_is_not_the_runs_and_counts_once()
    {
        var run = Opened(run => (run.Question, run.TimeUpAt) = (Blob, Now.AddMinutes(10)));
        RunClock.Stop(run, Now);
        run.Paused = true;
        RunClock.Stop(run, Now.AddHours(1));

        run.Question = null;
        RunClock.GoOn(run, Now.AddHours(2));
        Assert.Equal(Now.AddMinutes(10), run.TimeUpAt);

        run.Paused = false;
        RunClock.GoOn(run, Now.AddHours(3));
        RunClock.GoOn(run, Now.AddHours(4));
        Assert.Equal(Now.AddHours(3).AddMinutes(10), run.TimeUpAt);
    }

    [Fact]
    public void A_question_that_nobody_answers_is_not_waited_for_for_ever()
    {
        var (step, outcome, reason) = RunDecision.Next(Opened(run => (run.Question, run.WaitsSince) = (Blob, Now.AddDays(-16))), writes: true, Now);

        Assert.Equal((NextStep.End, RunOutcome.TimeLimit), (step, outcome));
        Assert.Contains("nobody answered", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_goes_round_in_circles_is_told_so_twice_and_then_ends_with_the_evidence()
    {
        var run = Opened(run => (run.Turn, run.SilentTurns) = (7, 3));

        Assert.Equal(NextStep.Struggle, Next(run));
        run.Struggles.Add("turn 4: before");
        Assert.Equal(NextStep.Struggle, Next(run));
        run.Struggles.Add("turn 5: again");

        var (step, outcome, reason) = RunDecision.Next(run, writes: true, Now);
        Assert.Equal((NextStep.End, RunOutcome.Stuck), (step, outcome));
        Assert.Equal("turn 4: before; turn 5: again; turn 7: the model answered 3 times without calling a tool", reason);
    }

    [Theory]
    [InlineData("a a a", true)]
    [InlineData("b a a", false)]
    [InlineData("a b a b a b", true)]
    [InlineData("a b a b a c", false)]
    [InlineData("a b c a b c", false)]
    public void The_same_calls_with_the_same_results_are_stuck(string fingerprints, bool stuck) =>
        Assert.Equal(stuck, Next(Opened(run => run.Fingerprints = [.. fingerprints.Split(' ')])) == NextStep.Struggle);

    [Theory]
    [InlineData("e e e", true)]
    [InlineData("e e f", false)]
    [InlineData("- - -", false)]
    public void The_same_error_again_and_again_is_stuck(string errors, bool stuck) =>
        Assert.Equal(stuck, Next(Opened(run => run.Errors = [.. errors.Split(' ').Select(error => error == "-" ? "" : error)])) == NextStep.Struggle);

    [Fact]
    public void Calls_that_cannot_be_read_are_stuck() => Assert.Equal(NextStep.Struggle, Next(Opened(run => run.MalformedTurns = 3)));

    [Theory]
    [InlineData(25, true, NextStep.Struggle)]
    [InlineData(24, true, NextStep.Think)]
    [InlineData(25, false, NextStep.Think)]
    public void A_writer_that_changes_nothing_for_long_is_stuck(int turns, bool writes, NextStep next)
    {
        var run = Opened(run => (run.UnchangedTurns, run.Start) = (turns, run.Start with { Limits = run.Start.Limits with { Turns = 100 } }));

        Assert.Equal(next, RunDecision.Next(run, writes, Now).Step);
    }

    [Fact]
    public void Losing_computer_after_computer_ends_it() => Assert.Equal((NextStep.End, RunOutcome.WorkspaceLost), Ending(Run(run => run.LostWorkspaces = 6)));

    private static NextStep Next(DroidRunState run) => RunDecision.Next(run, writes: true, Now).Step;

    private static (NextStep, RunOutcome?) Ending(DroidRunState run) => RunDecision.Next(run, writes: true, Now) is var (step, outcome, _) ? (step, outcome) : default;

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
