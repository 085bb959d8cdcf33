using Factory.Contracts.Origins;

namespace Factory.SignalIntake.PullRequests;

/// <summary>A pull request as the newest event told of it: comments and checks name it by number or branch alone.</summary>
/// <param name="Own">Whether the factory opened it.</param>
/// <param name="MergeCommit">The commit that its merge made; null while it is not merged.</param>
/// <param name="UpdatedAt">By the forge's clock: events come in any order.</param>
internal sealed record KnownPullRequest(PullRequestRef Ref, bool Own, bool Open, string? MergeCommit, DateTimeOffset UpdatedAt);
