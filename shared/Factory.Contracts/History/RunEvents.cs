using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of a droid run (type "droid_run"): its transcript. Written by the run saga, the router (answers) and the computer (results).

public sealed record RunStarted(Guid MissionId, Guid RunId, string Team, string Role, BlobRef Order, BlobRef Prompt, BlobRef Task, WorkspaceSpec? Workspace, RunLimits Limits)
{
    /// <summary>The feature that the run works for; null for runs of the whole mission.</summary>
    public Guid? FeatureId { get; init; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of the role's prompt file.</summary>
    public string? PromptHash { get; init; }
}

/// <summary>What the repository says about itself at the base commit, as the droid is told: AGENTS.md, skills and a map. Of several the first counts.</summary>
/// <param name="Text">Said to the model after the task, in every turn; never compacted.</param>
public sealed record RepositoryRead(Guid RunId, string BaseCommit, BlobRef Text);

public sealed record WorkspaceReady(Guid RunId, Guid ComputerId, double Seconds, bool FromCheckpoint);

/// <param name="Model">Which model answered, for example <c>builtin/mechanic</c>.</param>
/// <param name="Answer">JSON: text and tool calls (<c>Transcripts.Answer</c>).</param>
public sealed record TurnAnswered(Guid RunId, int Turn, string Model, BlobRef Answer, int Calls, Spending Spent, double Seconds)
{
    /// <summary>What was read and written; null in turns of before it was counted, and of the mechanic.</summary>
    public Usage? Usage { get; init; }

    /// <summary>First 16 hexadecimal digits of the SHA-256 of the role's prompt file.</summary>
    public string? PromptHash { get; init; }
}

/// <summary>Why a turn was played by this model; stands before the turn's answer, or alone when none answered.</summary>
/// <param name="Model">Who answered; null when none did.</param>
/// <param name="Probability">Of the choice among the candidates, 0 to 1; 1 where nothing was left to chance.</param>
/// <param name="Failed">Those that were asked before it, in order.</param>
public sealed record ModelChosen(
    Guid RunId, int Turn, string? Model, double Probability, string Reason, IReadOnlyList<Candidate> Candidates, IReadOnlyList<FailedAttempt> Failed, string CastingHash);

/// <summary>A model brought no byte of a turn's answer for so long that another was asked, too; stands before the <see cref="ModelChosen"/> of the turn.</summary>
/// <param name="Model">Who was silent.</param>
/// <param name="Asked">Who was asked, too.</param>
/// <param name="AfterSeconds">How long the casting says that silence may last.</param>
/// <param name="Answered">Whose answer came first; null where neither answered. The other's call was ended, and is in the ledger.</param>
public sealed record ModelHedged(Guid RunId, int Turn, string Model, string Asked, double AfterSeconds, string? Answered);

/// <summary>Something that the droid reads before its next turn: a person's message, or a nudge of the factory's.</summary>
/// <param name="AfterTurn">The last turn that was answered when it was said; 0 for before the first.</param>
/// <param name="By">Who said it: a person, or <c>factory</c>.</param>
public sealed record RunNoted(Guid RunId, Guid NoteId, int AfterTurn, string By, BlobRef Text);

/// <param name="Question">What the droid wants to know from a person.</param>
public sealed record QuestionAsked(Guid RunId, int Turn, BlobRef Question);

public sealed record RunLimitsChanged(Guid RunId, RunLimits Limits);

/// <summary>Turns up to one were replaced by a summary in what models are shown; history keeps them.</summary>
/// <param name="Summary">What was done, decided and touched.</param>
/// <param name="By">Which model, or <c>builtin/mechanic</c>, wrote it.</param>
public sealed record TranscriptCompacted(Guid RunId, int UpToTurn, BlobRef Summary, long TokensBefore, long TokensAfter, string By, Spending Spent)
{
    /// <summary>Characters that remain of each result in the turns that stay; null for all of them.</summary>
    public int? CutResultsTo { get; init; }
}

/// <param name="Results">JSON: a result per call (<c>Transcripts.ToolResult</c> list).</param>
public sealed record ToolsReturned(Guid RunId, int Turn, Guid ComputerId, BlobRef Results, Features.Change? Checkpoint, Finish? Finish, double Seconds)
{
    /// <summary>The role that a skill names which the droid loaded in this turn, the last of several; null for none. From the next turn on its cast plays the run, where it has one.</summary>
    public string? SkillRole { get; init; }

    /// <summary>What the results tell of the repository's own rules, each by itself: AGENTS.md files of folders that were touched for the first time, and skills. Said again to the model where the turn is compacted. Null for none.</summary>
    public IReadOnlyList<BlobRef>? Guidance { get; init; }
}

public sealed record WorkspaceWasLost(Guid RunId, Guid ComputerId);

public sealed record RunPaused(Guid RunId);

public sealed record RunResumed(Guid RunId)
{
    /// <summary>Whether the droid still waits for a person's answer.</summary>
    public bool Waits { get; init; }
}

public sealed record RunEnded(Guid MissionId, Guid RunId, RunOutcome Outcome, string Reason, Spending Spent);
