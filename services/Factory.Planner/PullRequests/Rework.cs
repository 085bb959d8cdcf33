using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Forges;

namespace Factory.Planner.PullRequests;

/// <summary>A round of work that somebody asked for after the change was published.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Why">In a few words, for people.</param>
/// <param name="Reasons">For the coder.</param>
/// <param name="GivenUp">Why it is not done; null as long as it may be.</param>
internal sealed record Rework(int Number, string Why, BlobRef Reasons, string? GivenUp = null);

/// <summary>Something that was asked for on the pull request, gathered for the next rework.</summary>
/// <param name="Check">The check that failed; null where a person asked.</param>
internal sealed record AskedRework(Guid NewsId, string By, BlobRef? Text, string? Check, string? Url);

/// <summary>What is published: where a rework that is given up goes back to.</summary>
internal sealed record PublishedChange(Change? Change, IReadOnlyList<Evidence> OnBase, IReadOnlyList<Evidence> OnHead, int Findings, DocsWritten Docs, CommitTested Tested);

/// <summary>What became of a pull request last.</summary>
internal sealed record Settlement(PullRequestHappening Happening, string By, string? Commit);
