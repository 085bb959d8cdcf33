using Factory.Contracts.Missions;
using Factory.Contracts.Signals;

namespace Factory.Contracts.History;

// The stream of a signal (type "signal").

/// <param name="Source">Where it came from, for example <c>api</c>.</param>
/// <param name="Body">The raw bytes as they arrived.</param>
public sealed record SignalReceived(Guid SignalId, string Team, string Source, string? IdempotencyKey, string Title, BlobRef Body, BlobRef Report, RepositoryRef Repository, string? TestCommand, MissionLimits Limits)
{
    /// <summary>What it asks for; a change in signals of before there were questions.</summary>
    public MissionKind Kind { get; init; } = MissionKind.Change;

    /// <summary>Where it came from; null in signals of before it was kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>The pull request that it is about; null for none.</summary>
    public Origins.PullRequestRef? PullRequest { get; init; }

    /// <summary>Files that came with it; null for none.</summary>
    public IReadOnlyList<AttachedFile>? Attachments { get; init; }
}

/// <param name="Verdict">accepted, duplicate, ignored, held or rejected.</param>
public sealed record SignalJudged(Guid SignalId, string Verdict, string Why, Guid? MissionId);

public sealed record SignalAnswered(Guid SignalId, Guid MissionId, MissionOutcome Outcome, string Reason);
