using Factory.Contracts.Features;
using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of a feature (type "feature"). Written by the feature saga alone.

public sealed record FeatureOpened(Guid MissionId, Guid FeatureId, string Team, string Title, string BaseCommit);

public sealed record CodeRequested(Guid MissionId, Guid FeatureId, int Attempt, BlobRef? Reasons);

public sealed record CodeReceived(Guid MissionId, Guid FeatureId, int Attempt, Change Change, BlobRef Claims, Spending Spent);

public sealed record CodeRefused(Guid MissionId, Guid FeatureId, int Attempt, RunOutcome Outcome, string Reason, BlobRef? Findings, Spending Spent);

public sealed record FeatureTested(Guid MissionId, Guid FeatureId, int Attempt, string Commit, bool Passed, IReadOnlyList<Evidence> OnBase, IReadOnlyList<Evidence> OnHead);

public sealed record FeatureReviewed(Guid MissionId, Guid FeatureId, int Attempt, string Commit, bool Approved, IReadOnlyList<Finding> Findings, Spending Spent)
{
    /// <summary>Candidates that validation did not confirm, with why; null or empty for none.</summary>
    public IReadOnlyList<DroppedFinding>? Dropped { get; init; }
}

public sealed record FeatureClosed(Guid MissionId, Guid FeatureId, bool Done, string Reason);
