using Factory.Contracts.Runs;

namespace Factory.Droids.Runs;

/// <summary>What a run does next.</summary>
public enum NextStep
{
    Stay,
    Open,
    Think,

    /// <summary>Think, and be told before that the run goes round in circles.</summary>
    Struggle,
    Act,
    Hold,

    /// <summary>Wait until a person answers.</summary>
    WaitForHuman,
    End,
}

/// <summary>Decides the next step of a run from its state and the time alone. Limits are checked before each turn.</summary>
internal static class RunDecision
{
    /// <summary>Computers that a run may lose in a row, without a turn's results between them, before it gives up.</summary>
    public const int LostWorkspacesAllowed = 5;

    public static (NextStep Step, RunOutcome? Outcome, string Reason) Next(DroidRunState run, bool writes, DateTimeOffset now)
    {
        if (run.Outcome is not null)
            return (NextStep.End, run.Outcome, run.Reason);
        if (run.Finish is not null)
            return (NextStep.End, RunOutcome.Completed, "");
        if (run.LostWorkspaces > LostWorkspacesAllowed)
            return (NextStep.End, RunOutcome.WorkspaceLost, $"{run.LostWorkspaces} computers in a row were lost with this run's workspace");
        if (run.Paused)
            return (NextStep.Hold, null, "");
        if (run.Question is not null)
            return now >= RunClock.UpAt(run) ? (NextStep.End, RunOutcome.TimeLimit, RunClock.Over(run)) : (NextStep.WaitForHuman, null, "");
        if (NeedsWorkspace(run))
            return (NextStep.Open, null, "");
        return run.Answer is not null ? (NextStep.Act, null, "") : NextTurn(run, writes, now);
    }

    private static bool NeedsWorkspace(DroidRunState run) => run.Start.Workspace is not null && run.ComputerId is null;

    private static (NextStep, RunOutcome?, string) NextTurn(DroidRunState run, bool writes, DateTimeOffset now)
    {
        var limits = run.Start.Limits;
        if (now >= run.TimeUpAt)
            return (NextStep.End, RunOutcome.TimeLimit, RunClock.Over(run));
        if (run.Turn >= limits.Turns)
            return (NextStep.End, RunOutcome.TurnLimit, $"the {limits.Turns} turns of this run are used up");
        if (run.Spent.Usd > limits.Usd)
            return (NextStep.End, RunOutcome.OverBudget, $"{run.Spent.Usd} of {limits.Usd} US dollars are spent");
        return StuckDetection.Sign(run, writes) is { } sign ? Stuck(run, sign) : (NextStep.Think, null, "");
    }

    /// <summary>Told, then told with a stronger model, then ended with the evidence.</summary>
    private static (NextStep, RunOutcome?, string) Stuck(DroidRunState run, string sign)
    {
        var seen = $"turn {run.Turn}: {sign}";
        return run.Struggles.Count < StuckDetection.StrugglesAllowed
            ? (NextStep.Struggle, null, seen)
            : (NextStep.End, RunOutcome.Stuck, string.Join("; ", run.Struggles.Append(seen)));
    }
}
