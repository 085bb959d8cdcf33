using Factory.Contracts.Origins;

namespace Factory.SignalIntake.Jobs;

/// <summary>A job of continuous integration that failed, on a branch that the factory looks after.</summary>
/// <param name="Id">The forge's id of this try of it.</param>
/// <param name="Repository">The sender's name for it.</param>
/// <param name="Address">The repository's address on the forge.</param>
/// <param name="CanRerun">Whether the forge itself ran it, and so can run it again and has its log.</param>
/// <param name="Output">What its sender tells of the failure; untrusted.</param>
internal sealed record FailedJob(long Id, string Name, string Repository, string Address, string Commit, string Branch, PullRequestRef? PullRequest, bool CanRerun, string Output, Origin Origin);
