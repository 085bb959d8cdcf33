using Factory.Contracts.Features;
using Factory.Contracts.Reviews;

namespace Factory.Reviewer.PullRequests.Settings;

/// <summary>What <c>.factory/review.yaml</c> of the base branch says.</summary>
/// <param name="Include">Only these are looked at; empty for all.</param>
/// <param name="Ignore">Nothing is said about these.</param>
/// <param name="SkipLines">Files of which more lines change are not read by a droid.</param>
/// <param name="Paths">What holds for some paths.</param>
/// <param name="Rules">How grave a rule's findings are; null turns it off.</param>
internal sealed record ReviewSettings(
    ReviewLimits Limits, IReadOnlyList<string> Include, IReadOnlyList<string> Ignore, bool SkipGenerated, bool SkipLocks, int SkipLines, IReadOnlyList<PathInstruction> Paths, IReadOnlyDictionary<string, Severity?> Rules)
{
    public const string File = ".factory/review.yaml";

    public static readonly ReviewSettings Default = new(
        new ReviewLimits(Drafts: false, Comments: 20, Severity.Note, RoundsPerDay: 20, Approve: false), [], [], SkipGenerated: true, SkipLocks: true, SkipLines: 2_000, [], new Dictionary<string, Severity?>(StringComparer.Ordinal));
}

/// <param name="Match">Patterns.</param>
/// <param name="Say">What a droid is told where a changed file matches, a line each.</param>
internal sealed record PathInstruction(IReadOnlyList<string> Match, IReadOnlyList<string> Say);
