using Factory.Contracts.Runs;

namespace Factory.Droids.Runs;

/// <summary>What a run does next.</summary>
public enum NextStep
{
    Stay,
    Open,
    Think,
    Act,
    Hold,
    End,
}

/// <summary>Decides the next step of a run from its state and the time alone. Limits are checked before each turn.</summary>
internal static class RunDecision
{
    /// <summary>Answers in a row without a tool call after which a run counts as stuck.</summary>
    public const int SilentTurnsAllowed = 3;

    /// <summary>Computers that a run may lose in a row, without a turn's results between them, before it gives up.</summary>
    public const int LostWorkspacesAllowed = 5;

    public static (NextStep Step, RunOutcome? Outcome, string Reason) Next(DroidRunState run, DateTimeOffset now)
    {
        if (run.Outcome is not null)
            return (NextStep.End, run.Outcome, run.Reason);
        if (run.Finish is not null)
            return (NextStep.End, RunOutcome.Completed, "");
        if (run.LostWorkspaces > LostWorkspacesAllowed)
            return (NextStep.End, RunOutcome.WorkspaceLost, $"{run.LostWorkspaces} computers in a row were lost with this run's workspace");
        if (run.Paused)
            return (NextStep.Hold, null, "");
        if (NeedsWorkspace(run))
            return (NextStep.Open, null, "");
        return run.Answer is not null ? (NextStep.Act, null, "") : NextTurn(run, now);
    }

    private static bool NeedsWorkspace(DroidRunState run) => run.Start.Workspace is not null && run.ComputerId is null;

    private static (NextStep, RunOutcome?, string) NextTurn(DroidRunState run, DateTimeOffset now)
    {
        var limits = run.Start.Limits;
        if (now >= run.TimeUpAt)
            return (NextStep.End, RunOutcome.TimeLimit, $"the {limits.Time} of this run are over");
        if (run.Turn >= limits.Turns)
            return (NextStep.End, RunOutcome.TurnLimit, $"the {limits.Turns} turns of this run are used up");
        if (run.Spent.Usd > limits.Usd)
            return (NextStep.End, RunOutcome.OverBudget, $"{run.Spent.Usd} of {limits.Usd} US dollars are spent");
        if (run.SilentTurns >= SilentTurnsAllowed)
            return (NextStep.End, RunOutcome.Stuck, $"the model answered {run.SilentTurns} times without calling a tool");
        if (StuckDetection.IsStuck(run.Fingerprints))
            return (NextStep.End, RunOutcome.Stuck, "the same calls gave the same results again and again");
        return (NextStep.Think, null, "");
    }
}
