using Factory.Contracts.Features;
using Factory.Contracts.Reviews;

namespace Factory.Reviewer.PullRequests;

/// <summary>A finding and its life.</summary>
/// <param name="ShortId">What people type for it, unique within the pull request.</param>
/// <param name="Finding">With its place, at the head that was reviewed last.</param>
internal sealed record TrackedFinding(string ShortId, Finding Finding, FindingState State)
{
    /// <summary>The mission of the round whose review said it; null where it was not said.</summary>
    public Guid? SaidIn { get; init; }

    /// <summary>Whether it has a comment at its lines, which is resolved with it.</summary>
    public bool HasComment { get; init; }

    /// <summary>Whether a rule found it, and will again.</summary>
    public bool ByRule { get; init; }

    public string Fingerprint() => Finding.Place!.Fingerprint;
}
