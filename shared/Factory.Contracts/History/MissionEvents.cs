using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Planning;
using Factory.Contracts.Research;
using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of a mission (type "mission"), in the order it happens. Written by the mission saga alone.

public sealed record MissionStarted(Guid MissionId, string Team, Guid SignalId, string Title, BlobRef Report, RepositoryRef Repository, string? TestCommand, MissionLimits Limits)
{
    /// <summary>What it is for; a change in missions of before there were questions.</summary>
    public MissionKind Kind { get; init; } = MissionKind.Change;

    /// <summary>Where its signal came from; null in missions of before it was kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>The pull request that it is about; null for none.</summary>
    public Origins.PullRequestRef? PullRequest { get; init; }
}

public sealed record RepositoryReady(Guid MissionId, string Mirror, string BaseCommit)
{
    /// <summary>Null in missions of before it was measured.</summary>
    public Repositories.RepositoryFacts? Facts { get; init; }
}

public sealed record PlanMade(Guid MissionId, BlobRef Plan, IReadOnlyList<PlannedFeature> Features, IReadOnlyList<Assertion> Contract, TestSettings Tests, Spending Spent)
{
    /// <summary>What the plan may come to; null in plans of before it was estimated.</summary>
    public PlanEstimate? Estimate { get; init; }
}

/// <summary>The contract's missing tests were written, or could not be. Features and contract are what is left of the plan.</summary>
/// <param name="Change">The tests, as a commit on base; null where none was written.</param>
/// <param name="Uncovered">Assertions that nothing proves: they are no part of the contract any more.</param>
/// <param name="LeftOut">Titles of features that had none but such assertions, or depended on one that had.</param>
public sealed record TestsAdded(
    Guid MissionId, Change? Change, IReadOnlyList<PlannedFeature> Features, IReadOnlyList<Assertion> Contract, IReadOnlyList<UncoveredAssertion> Uncovered, IReadOnlyList<string> LeftOut, Spending Spent);

/// <summary>The question was answered.</summary>
/// <param name="Answer">Markdown.</param>
public sealed record AnswerGiven(Guid MissionId, BlobRef Answer, IReadOnlyList<Citation> Citations, Spending Spent);

public sealed record FeatureStarted(Guid MissionId, Guid FeatureId, string Title, string BaseCommit);

public sealed record FeatureFinished(Guid MissionId, Guid FeatureId, Change Change, IReadOnlyList<Evidence> OnBase, IReadOnlyList<Evidence> OnHead, IReadOnlyList<Finding> Findings, Spending Spent);

public sealed record FeatureAbandoned(Guid MissionId, Guid FeatureId, string Reason, BlobRef? Findings, Spending Spent);

public sealed record DocumentsWritten(Guid MissionId, Change Change, string Title, BlobRef Description, Spending Spent);

public sealed record EvidenceSeen(Guid MissionId, string Commit, IReadOnlyList<Evidence> OnBase, IReadOnlyList<Evidence> OnHead);

/// <param name="Reasons">Empty when it opened.</param>
public sealed record GateDecided(Guid MissionId, string Commit, bool Opened, IReadOnlyList<string> Reasons);

public sealed record BranchPublished(Guid MissionId, string Branch, string Commit, string Url)
{
    /// <summary>Null where the repository has no forge.</summary>
    public Origins.PullRequestRef? PullRequest { get; init; }
}

/// <summary>What is published was sent back, and is worked on again.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Why">Who asked for it, or which checks failed, in one line.</param>
/// <param name="Reasons">As the coder reads them.</param>
public sealed record ReworkStarted(Guid MissionId, int Number, string Why, BlobRef Reasons);

/// <summary>A rework was not done; what is published stays as it was.</summary>
public sealed record ReworkGivenUp(Guid MissionId, int Number, string Reason);

/// <summary>Publisher refused something that the mission proposed to the outside.</summary>
public sealed record OutputRejected(Guid MissionId, Guid ProposalId, string What, string Reason);

/// <summary>What became of the mission's pull request; kept for learning.</summary>
public sealed record ChangeSettled(Guid MissionId, Forges.PullRequestHappening Happening, string By, string? Commit);

public sealed record MissionPaused(Guid MissionId, string By);

public sealed record MissionResumed(Guid MissionId, string By);

/// <param name="By">Who said it.</param>
public sealed record MissionNoted(Guid MissionId, Guid NoteId, string By, BlobRef Text);

/// <summary>Something that was said to the mission and that its droids are not told.</summary>
/// <param name="By">Who said it.</param>
public sealed record MissionNoteRefused(Guid MissionId, Guid NoteId, string By, string Reason);

public sealed record MissionLimitsChanged(Guid MissionId, string By, MissionLimits Limits);

public sealed record MissionConcluded(Guid MissionId, MissionOutcome Outcome, string Reason, BlobRef? Findings, Spending Spent);
