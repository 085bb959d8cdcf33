namespace Factory.Contracts.Runs;

// A droid run's conversation, in the order it is said.

/// <summary>How a droid run ended.</summary>
public enum RunOutcome
{
    Completed = 1,
    Stuck = 2,
    TurnLimit = 3,
    TimeLimit = 4,
    OverBudget = 5,
    ModelUnavailable = 6,
    WorkspaceLost = 7,
    Cancelled = 8,
    Failed = 9,
}

/// <param name="Usd">Money in US dollars.</param>
/// <param name="Tokens">Input and output tokens together.</param>
/// <param name="Turns">Model answers.</param>
public sealed record Spending(decimal Usd, long Tokens, int Turns)
{
    public static readonly Spending None = new(0, 0, 0);

    public static Spending operator +(Spending left, Spending right) => left.Plus(right);

    public Spending Plus(Spending other) => new(Usd + other.Usd, Tokens + other.Tokens, Turns + other.Turns);
}

/// <summary>What one model call read and wrote.</summary>
/// <param name="InputTokens">All input tokens, those from a cache included.</param>
/// <param name="CachedTokens">Input tokens that the provider read from its cache.</param>
/// <param name="Estimated">True where the provider did not count and we did.</param>
public sealed record Usage(long InputTokens, long CachedTokens, long OutputTokens, bool Estimated)
{
    public static readonly Usage None = new(0, 0, 0, Estimated: false);

    /// <summary>Input tokens that the provider wrote to its cache and asks more for; 0 where writing costs nothing.</summary>
    public long CacheWriteTokens { get; init; }

    public static Usage operator +(Usage left, Usage right) => left.Plus(right);

    public Usage Plus(Usage other) =>
        new(InputTokens + other.InputTokens, CachedTokens + other.CachedTokens, OutputTokens + other.OutputTokens, Estimated || other.Estimated)
        {
            CacheWriteTokens = CacheWriteTokens + other.CacheWriteTokens,
        };
}

/// <summary>A model that could have played a turn, as it was weighed.</summary>
/// <param name="Score">Higher is better; null where a rule excluded it.</param>
/// <param name="Why">The rule that excluded it, or what its score is made of.</param>
public sealed record Candidate(string Model, double? Score, string Why);

/// <summary>A model that was asked and did not answer.</summary>
/// <param name="Failure">The class of the failure, for example <c>rateLimited</c>.</param>
public sealed record FailedAttempt(string Model, string Failure, string Reason, double Seconds);

/// <param name="Time">Wall-clock time of the run, but for the time that people hold it or are waited for.</param>
/// <param name="Turns">Model answers at most.</param>
/// <param name="Usd">Money at most, in US dollars.</param>
public sealed record RunLimits(TimeSpan Time, int Turns, decimal Usd);

/// <summary>What a run works on.</summary>
/// <param name="Mirror">Name of the mirror that holds <paramref name="BaseCommit"/>.</param>
/// <param name="Change">What is applied on top before the run starts; null for the base itself.</param>
public sealed record WorkspaceSpec(string Mirror, string BaseCommit, Features.Change? Change, Features.TestSettings Tests)
{
    /// <summary>A commit in the history of <see cref="BaseCommit"/> that differences are shown from, if it is there; null for the base commit itself.</summary>
    public string? Since { get; init; }

    /// <summary>A change whose commit the workspace knows as well, to compare with; null for none.</summary>
    public Features.Change? Before { get; init; }
}

/// <summary>Start a run.</summary>
/// <param name="RunId">Follows from the command it serves, so that a repeated command finds the same run.</param>
/// <param name="Role">planner, coder, tester, reviewer or docs; the key of casting.</param>
/// <param name="Order">The command that the run serves, as JSON; its answer is made from it.</param>
/// <param name="Prompt">Rules and task, rendered by the role.</param>
/// <param name="Workspace">Null for a run that only talks.</param>
public sealed record StartRun(Guid MissionId, Guid RunId, string Team, string Role, BlobRef Order, BlobRef Prompt, BlobRef Task, WorkspaceSpec? Workspace, RunLimits Limits)
{
    /// <summary>The feature that the run works for; null for runs of the whole mission.</summary>
    public Guid? FeatureId { get; init; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of the role's prompt file.</summary>
    public string? PromptHash { get; init; }
}

public sealed record OpenWorkspace(Guid MissionId, Guid RunId, string Team, string Role, WorkspaceSpec Workspace, Features.Change? Checkpoint, string ReplyTo);

public sealed record WorkspaceOpened(Guid RunId, Guid ComputerId, double Seconds);

/// <summary>This repository cannot be worked on, here or elsewhere.</summary>
public sealed record WorkspaceRefused(Guid RunId, string Reason);

/// <summary>The computer that held the workspace is gone, with its disk.</summary>
/// <param name="Turn">The last turn whose results it recorded, 0 for none: what it said of them may come later than this.</param>
public sealed record WorkspaceLost(Guid RunId, Guid ComputerId, int Turn);

/// <summary>Ask for the next turn. The router reads the transcript itself.</summary>
/// <param name="Turn">1 for the first.</param>
/// <param name="BudgetUsd">What this call may cost at most.</param>
public sealed record AskModel(Guid MissionId, Guid RunId, string Team, string Role, int Turn, IReadOnlyList<string> Tools, decimal BudgetUsd, string ReplyTo)
{
    /// <summary>The feature that the run works for; null for runs of the whole mission.</summary>
    public Guid? FeatureId { get; init; }

    /// <summary>How often the run struggled: 0 is the role's usual choice, each step more asks for a stronger model where the casting names one.</summary>
    public int Escalation { get; init; }

    /// <summary>How many notes were said to the run: the transcript that the model is shown has at least these.</summary>
    public int Notes { get; init; }
}

/// <param name="Answer">Text and tool calls, as in the transcript (<see cref="Transcripts.Answer"/>).</param>
/// <param name="Calls">How many tool calls the answer asks for.</param>
/// <param name="Fingerprint">Hash of the calls, to notice repetition.</param>
public sealed record ModelAnswered(Guid RunId, int Turn, BlobRef Answer, int Calls, string Fingerprint, Spending Spent);

public sealed record ModelUnavailable(Guid RunId, int Turn, RunOutcome Outcome, string Reason);

/// <summary>Run the tool calls of a turn in the workspace that the computer holds.</summary>
/// <param name="Answer">Holds the calls.</param>
/// <param name="Checkpoint">What the workspace is put back to when these calls were begun before and not recorded.</param>
public sealed record RunTools(Guid MissionId, Guid RunId, string Team, string Role, int Turn, BlobRef Order, BlobRef Answer, WorkspaceSpec? Workspace, Features.Change? Checkpoint, string ReplyTo);

/// <summary>What a run hands over when it finishes.</summary>
/// <param name="Result">The structured result, checked against the role's schema, as JSON.</param>
/// <param name="Change">The commit with everything that was changed; null when nothing was.</param>
public sealed record Finish(BlobRef Result, Features.Change? Change);

/// <param name="Checkpoint">The workspace after this turn, where it changed.</param>
/// <param name="Fingerprint">Hash of the results, to notice repetition.</param>
/// <param name="Finish">Set when the run called finish and what it handed over was accepted.</param>
public sealed record ToolsRun(Guid RunId, int Turn, Guid ComputerId, Features.Change? Checkpoint, string Fingerprint, Finish? Finish)
{
    /// <summary>Hash of the errors among the results; null when there was none.</summary>
    public string? Errors { get; init; }

    /// <summary>Calls that could not be read: a tool that is not there, or arguments that are no JSON.</summary>
    public int Malformed { get; init; }

    /// <summary>What the droid asks a person; it goes on when somebody answers. Null when it asks nothing.</summary>
    public BlobRef? Question { get; init; }
}

/// <summary>The computer does not hold (or no longer can use) the run's workspace.</summary>
public sealed record ToolsNotRun(Guid RunId, int Turn, Guid ComputerId, string Reason);

public sealed record CloseWorkspace(Guid RunId);

/// <param name="At">When it was asked for: of pauses and resumptions that overtake each other the latest counts.</param>
public sealed record PauseRun(Guid RunId, DateTimeOffset At);

/// <param name="At">As of a pause.</param>
public sealed record ResumeRun(Guid RunId, DateTimeOffset At);

public sealed record CancelRun(Guid RunId);

/// <summary>Something a person wants the droid to read before its next turn.</summary>
/// <param name="NoteId">Follows from the request, so that saying it twice is said once.</param>
public sealed record SayToRun(Guid RunId, Guid NoteId, string By, BlobRef Text);

/// <summary>Limits that a person changed; they hold from the next turn on.</summary>
/// <param name="At">When it was asked for: of two that overtake each other the later counts.</param>
public sealed record LimitRun(Guid RunId, RunLimits Limits, DateTimeOffset At);

/// <summary>Told to the mission: a droid asked a person and waits. The mission's time stands still until it no longer does.</summary>
/// <param name="Turn">The turn that asked.</param>
public sealed record RunWaits(Guid MissionId, Guid RunId, int Turn, DateTimeOffset At)
{
    /// <summary>What it asks; null from droids of before it was told.</summary>
    public BlobRef? Question { get; init; }
}

/// <summary>Told to the mission: the droid was answered, or its run is over.</summary>
/// <param name="Turn">The turn that asked.</param>
public sealed record RunWaitsNoLonger(Guid MissionId, Guid RunId, int Turn, DateTimeOffset At);

/// <summary>Look whether a step of the run, or the run itself, took too long; sent to itself, with a due time.</summary>
public sealed record CheckRun(Guid RunId);
