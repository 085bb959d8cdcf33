namespace Factory.Contracts.Features;

// A feature's conversation, in the order it is said.

/// <summary>What must hold when the mission is done, and how it is proven; written before code.</summary>
/// <param name="Id">Short name within the contract, for example <c>A1</c>.</param>
/// <param name="Statement">What must hold, in words.</param>
/// <param name="Tests">Named tests that prove it. Empty with a <see cref="Command"/>, and in a plan where a test is still to be written.</param>
public sealed record Assertion(string Id, string Statement, IReadOnlyList<string> Tests)
{
    /// <summary>A shell command that proves it in place of tests: it must fail on base and end with exit code 0 at the commit. Null where tests do.</summary>
    public string? Command { get; init; }
}

/// <param name="Command">The repository's own test command, as given or detected.</param>
/// <param name="Given">True when a person gave the command: it then always wins over detection.</param>
public sealed record TestSettings(string? Command, bool Given);

/// <summary>One commit on top of another, as a thin pack.</summary>
public sealed record Change(string BaseCommit, string Commit, BlobRef Pack);

/// <param name="Previous">What is in already, as one change on the base; null for the first feature of a mission without a reproducing test.</param>
public sealed record StartFeature(
    Guid MissionId, Guid FeatureId, string Team, string Mirror, string BaseCommit, string Title, BlobRef Report, BlobRef Plan,
    IReadOnlyList<Assertion> Contract, IReadOnlyList<string> WriteSet, TestSettings Tests, Change? Previous, Missions.MissionLimits Limits, string ReplyTo)
{
    /// <summary>Where the report came from, and how far its author is trusted; null where it was not kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>Tests that the tester droid wrote for the contract before any code; null for none.</summary>
    public Change? WrittenTests { get; init; }

    /// <summary>Why what is in already was sent back, for the coder; null where it was not.</summary>
    public BlobRef? Reasons { get; init; }

    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Missions.Said>? Said { get; init; }
}

/// <param name="Attempt">1 for the first; each rework counts one more.</param>
/// <param name="Reasons">Why the attempt before was sent back; null for the first.</param>
/// <param name="Previous">The change of the attempt before, to go on from.</param>
public sealed record WriteCode(
    Guid MissionId, Guid FeatureId, string Team, int Attempt, string Mirror, string BaseCommit, string Title, BlobRef Report, BlobRef Plan,
    IReadOnlyList<Assertion> Contract, TestSettings Tests, Missions.MissionLimits Limits, BlobRef? Reasons, Change? Previous, string ReplyTo)
{
    /// <summary>Where the report came from, and how far its author is trusted; null where it was not kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>Paths or globs that the feature may change; empty or null means any.</summary>
    public IReadOnlyList<string>? WriteSet { get; init; }

    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Missions.Said>? Said { get; init; }
}

/// <param name="Claims">What the droid says about its change, as text. Moves nothing.</param>
public sealed record CodeWritten(Guid MissionId, Guid FeatureId, int Attempt, Change Change, BlobRef Claims, Runs.Spending Spent);

/// <param name="Findings">What was tried and where the fault may be, for people.</param>
public sealed record CodeNotWritten(Guid MissionId, Guid FeatureId, int Attempt, Runs.RunOutcome Outcome, string Reason, BlobRef? Findings, Runs.Spending Spent);

/// <summary>See for yourself, from a clean checkout, what holds at this commit.</summary>
/// <param name="SubjectId">The feature, or the mission for the result of all features.</param>
public sealed record TestCommit(
    Guid MissionId, Guid SubjectId, int Attempt, string Team, string Mirror, Change Change, IReadOnlyList<Assertion> Contract, TestSettings Tests, string ReplyTo)
{
    /// <summary>Tests that the tester droid wrote before any code: they are taken from here, whatever the change made of them. Null for none.</summary>
    public Change? WrittenTests { get; init; }
}

/// <summary>What a service saw about one assertion, bound to a commit and a log, and signed by that service.</summary>
/// <param name="Assertion">Id of the assertion; <c>no-regressions</c> stands for the tests that passed on base.</param>
/// <param name="Passed">Whether the assertion holds at <paramref name="Commit"/>.</param>
/// <param name="Commit">The commit that was checked out fresh.</param>
/// <param name="LogHash">SHA-256 of the log, which is the blob <paramref name="Log"/>.</param>
/// <param name="Seconds">How long the run took.</param>
/// <param name="Counts">Tests that were seen by name.</param>
/// <param name="KeyId">Which key of which service signed.</param>
/// <param name="Signature">ECDSA P-256 over the fields above, base64.</param>
public sealed record Evidence(
    string Assertion, bool Passed, string Commit, string LogHash, double Seconds, TestCounts Counts, BlobRef Log, string KeyId, string Signature)
{
    public const string NoRegressions = "no-regressions";
}

/// <summary>Named tests that were seen: how many passed, failed and were skipped.</summary>
public sealed record TestCounts(int Passed, int Failed, int Skipped);

/// <param name="OnBase">What was seen before the change.</param>
/// <param name="OnHead">What was seen with the change; only this moves a gate.</param>
public sealed record CommitTested(Guid MissionId, Guid SubjectId, int Attempt, string Commit, IReadOnlyList<Evidence> OnBase, IReadOnlyList<Evidence> OnHead);

/// <summary>The tester could not see anything: says what, where, and what to do.</summary>
public sealed record CommitNotTested(Guid MissionId, Guid SubjectId, int Attempt, string Commit, string Reason);

public sealed record ReviewCommit(
    Guid MissionId, Guid FeatureId, int Attempt, string Team, string Mirror, Change Change, string Title, BlobRef Report, IReadOnlyList<Assertion> Contract, IReadOnlyList<string> WriteSet,
    TestSettings Tests, Missions.MissionLimits Limits, string ReplyTo)
{
    /// <summary>Where the report came from, and how far its author is trusted; null where it was not kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>What was in before this feature: the write set is held against what came after it. Null for nothing.</summary>
    public Change? Before { get; init; }

    /// <summary>What the first pass found, to be validated; null in the first pass.</summary>
    public IReadOnlyList<Finding>? Candidates { get; init; }

    /// <summary>What the first pass cost; null in the first pass.</summary>
    public Runs.Spending? SpentBefore { get; init; }

    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Missions.Said>? Said { get; init; }

    /// <summary>What of a pull request is to be looked at; null for the change of a feature.</summary>
    public Reviews.ReviewScope? Scope { get; init; }
}

public enum Severity
{
    Note = 1,
    Warning = 2,
    Blocking = 3,
}

/// <param name="Rule">Which rule or who found it, for example <c>tests-weakened</c> or <c>droid</c>.</param>
public sealed record Finding(Severity Severity, string Rule, string Path, int Line, string Message)
{
    /// <summary>Input or steps that show the fault, and what happens; null in findings of rules, which need none.</summary>
    public string? Trigger { get; init; }

    /// <summary>What the lines should be instead of those from <see cref="SuggestionFrom"/> to <see cref="Line"/>; null for no suggestion.</summary>
    public string? Suggestion { get; init; }

    /// <summary>The first line that the suggestion replaces, at most <see cref="Line"/>; null for that line alone.</summary>
    public int? SuggestionFrom { get; init; }

    /// <summary>By what it is known again after further pushes; null in reviews of features.</summary>
    public Reviews.FindingPlace? Place { get; init; }
}

/// <summary>A candidate of the review that its validation did not confirm.</summary>
/// <param name="Why">What refuted it, or that no trigger could be stated.</param>
public sealed record DroppedFinding(Finding Finding, string Why);

public sealed record CommitReviewed(Guid MissionId, Guid FeatureId, int Attempt, string Commit, bool Approved, IReadOnlyList<Finding> Findings, Runs.Spending Spent)
{
    /// <summary>Candidates that validation did not confirm; null or empty for none.</summary>
    public IReadOnlyList<DroppedFinding>? Dropped { get; init; }
}

public sealed record CommitNotReviewed(Guid MissionId, Guid FeatureId, int Attempt, string Commit, string Reason, Runs.Spending Spent);

public sealed record FeatureDone(Guid MissionId, Guid FeatureId, Change Change, IReadOnlyList<Evidence> OnBase, IReadOnlyList<Evidence> OnHead, IReadOnlyList<Finding> Findings, Runs.Spending Spent);

public sealed record FeatureNotDone(Guid MissionId, Guid FeatureId, bool Failed, string Reason, BlobRef? Findings, Runs.Spending Spent);

public sealed record CancelFeature(Guid MissionId, Guid FeatureId);

/// <param name="At">When it was asked for: of pauses and resumptions that overtake each other the latest counts.</param>
public sealed record PauseFeature(Guid MissionId, Guid FeatureId, DateTimeOffset At);

/// <param name="At">As of a pause.</param>
public sealed record ResumeFeature(Guid MissionId, Guid FeatureId, DateTimeOffset At);

/// <param name="NoteId">As in what was said to the mission.</param>
public sealed record SayToFeature(Guid MissionId, Guid FeatureId, Guid NoteId, string By, BlobRef Text);

/// <param name="At">When it was asked for: of two that overtake each other the later counts.</param>
public sealed record LimitFeature(Guid MissionId, Guid FeatureId, Missions.MissionLimits Limits, DateTimeOffset At);

/// <summary>Write the words of the change: one clean commit, its message and description, and the changelog where there is one. Or say whether documentation must follow what is there already, and write it.</summary>
/// <param name="Change">Null only with <see cref="Follows"/>: nothing is written yet.</param>
public sealed record WriteDocs(
    Guid MissionId, string Team, string Mirror, Change? Change, string Title, BlobRef Report, IReadOnlyList<Assertion> Contract, IReadOnlyList<Evidence> OnBase,
    IReadOnlyList<Evidence> OnHead, IReadOnlyList<Finding> Findings, TestSettings Tests, Missions.MissionLimits Limits, string ReplyTo)
{
    /// <summary>Where the report came from, and how far its author is trusted; null where it was not kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>What documentation may have to follow; null where the words of <see cref="Change"/> are asked for.</summary>
    public FollowedCommits? Follows { get; init; }

    /// <summary>0 for the first words of a mission; each rework of a published change counts one more.</summary>
    public int Round { get; init; }

    /// <summary>What people said to the mission so far; null for nothing.</summary>
    public IReadOnlyList<Missions.Said>? Said { get; init; }
}

/// <param name="BaseCommit">Full id of what was deployed or merged.</param>
/// <param name="Since">Full id of what was there before, as the report tells it: it may be no commit of the repository. Null where it tells none.</param>
public sealed record FollowedCommits(string BaseCommit, string? Since);

/// <param name="Change">One commit on the mission's base, with everything in it.</param>
public sealed record DocsWritten(Guid MissionId, Change Change, string Title, BlobRef Description, Runs.Spending Spent);

public sealed record DocsNotWritten(Guid MissionId, string Reason, Runs.Spending Spent)
{
    /// <summary>True for an honest "no documentation must follow"; false where nothing could be written.</summary>
    public bool NothingToFollow { get; init; }
}

/// <summary>Look whether a step of the feature took too long; sent to itself, with a due time.</summary>
public sealed record CheckFeature(Guid FeatureId);
