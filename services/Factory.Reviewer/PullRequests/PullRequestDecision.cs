using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;

namespace Factory.Reviewer.PullRequests;

/// <summary>What the review of a pull request does next.</summary>
internal enum ReviewStep
{
    Stay,
    Rest,
    Begin,
    Read,
    Review,
    Post,
    Stop,
    End,
}

/// <summary>Decides the next step from what is known alone.</summary>
internal static class PullRequestDecision
{
    /// <summary>A droid that has run out of time says so itself; it is given this long.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <summary>How long answers to proposals are waited for; what is answered later still counts.</summary>
    private static readonly TimeSpan LongestPosting = TimeSpan.FromMinutes(10);

    /// <summary>Whoever stopped a round waits for what it cost; not for a service that is down.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    public static ReviewStep Next(PullRequestState review) => review.Round switch
    {
        null => review.Waiting is null ? ReviewStep.Rest : ReviewStep.Begin,
        { Outcome: not null } round => round.AwaitsCost || round.HeldCheck is not null ? Once(review, nameof(PullRequestStateMachine.Stopping), ReviewStep.Stop) : ReviewStep.End,
        { Fetched: null } => ReviewStep.Stay,
        { Read: null } => Once(review, nameof(PullRequestStateMachine.Reading), ReviewStep.Read),
        { Reviewed: null, NotReviewed: null, Read.Files.Count: > 0 } => Once(review, nameof(PullRequestStateMachine.Reviewing), ReviewStep.Review),
        _ => Once(review, nameof(PullRequestStateMachine.Posting), ReviewStep.Post),
    };

    /// <summary>When the present step has taken too long.</summary>
    public static DateTimeOffset DueAt(string state, ReviewRound round) => state switch
    {
        nameof(PullRequestStateMachine.Posting) => round.StepSince + LongestPosting,
        nameof(PullRequestStateMachine.Stopping) => round.StepSince + LongestStop,
        nameof(PullRequestStateMachine.Reviewing) => round.TimeUpAt + Grace,
        _ => round.TimeUpAt,
    };

    /// <summary>What asks for changes is blocking and open; approved is only what the base branch lets be, when nothing is open and everything was looked at.</summary>
    public static ReviewEvent EventOf(PullRequestState review, ReviewRound round)
    {
        var open = review.Findings.Where(finding => finding.State == Contracts.Reviews.FindingState.Open).ToList();
        if (open.Exists(finding => finding.Finding.Severity == Severity.Blocking))
            return ReviewEvent.RequestChanges;
        var pull = round.Start.PullRequest!;
        var own = pull.HeadBranch?.StartsWith(Contracts.Repositories.PublishChange.BranchPrefix, StringComparison.Ordinal) != false;
        return open.Count == 0 && round is { NotReviewed: null, Read: { Limits.Approve: true, RulesProblem: null } } && !pull.FromFork && !own ? ReviewEvent.Approve : ReviewEvent.Comment;
    }

    public static CheckState CheckOf(IReadOnlyList<TrackedFinding> findings, bool complete)
    {
        var open = findings.Where(finding => finding.State == Contracts.Reviews.FindingState.Open).ToList();
        if (open.Exists(finding => finding.Finding.Severity == Severity.Blocking))
            return CheckState.Failed;
        return complete && open.Count == 0 ? CheckState.Succeeded : CheckState.Neutral;
    }

    public static MissionLimits Left(ReviewRound round, DateTimeOffset now) => round.Start.Limits with
    {
        Time = round.TimeUpAt > now ? round.TimeUpAt - now : TimeSpan.Zero,
        Usd = Math.Max(0, round.Start.Limits.Usd - round.Spent.Usd),
    };

    private static ReviewStep Once(PullRequestState review, string state, ReviewStep step) => review.CurrentState == state ? ReviewStep.Stay : step;
}
