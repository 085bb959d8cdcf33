using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Contracts.Runs;

namespace Factory.Reviewer.PullRequests;

/// <summary>One round of a review: what is known so far.</summary>
internal sealed class ReviewRound
{
    public StartMission Start { get; set; } = null!;

    /// <summary>1 for the first.</summary>
    public int Number { get; set; }

    /// <summary>Whether a person asked for all of it.</summary>
    public bool Full { get; set; }

    /// <summary>Whether a person asked for it by a comment: no signal waits for its end.</summary>
    public bool ByPerson { get; set; }

    public DateTimeOffset StepSince { get; set; }

    public DateTimeOffset TimeUpAt { get; set; }

    public PullRequestFetched? Fetched { get; set; }

    public PullRequestRead? Read { get; set; }

    public CommitReviewed? Reviewed { get; set; }

    /// <summary>Why the droid did not get to an end; null where it did, or was not asked.</summary>
    public string? NotReviewed { get; set; }

    public Spending Spent { get; set; } = Spending.None;

    /// <summary>Whether what is to be said was proposed.</summary>
    public bool Posted { get; set; }

    /// <summary>The proposal that says the check to run, until it is answered: what the check comes to must not overtake that. Null for none.</summary>
    public Guid? CheckStarts { get; set; }

    /// <summary>What the check comes to, held back until it was said to run; null for nothing.</summary>
    public SetCheck? HeldCheck { get; set; }

    /// <summary>Proposals that were not answered yet.</summary>
    public List<Guid> Awaited { get; set; } = [];

    /// <summary>Why the review could not be posted; null where it could.</summary>
    public string? NotPosted { get; set; }

    public MissionOutcome? Outcome { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>Whether it was stopped, and its droid has not said yet what it cost.</summary>
    public bool AwaitsCost { get; set; }

    /// <summary>When it was begun: what is told of its check later is told after what is told before.</summary>
    public DateTimeOffset BegunAt() => TimeUpAt - Start.Limits.Time;

    /// <summary>The commit that is reviewed: the one that was fetched, since pushes may have come meanwhile.</summary>
    public string Head() => Fetched?.Change.Commit ?? Start.PullRequest!.HeadCommit;

    /// <summary>Whether all of the pull request is looked at.</summary>
    public bool IsWhole() => Full || Fetched is not { Before: not null, Rewritten: false };
}

/// <param name="Full">Whether a person asked for all of it.</param>
/// <param name="ByPerson">Whether a person asked for it by a comment.</param>
internal sealed record WaitingRound(StartMission Start, bool Full, bool ByPerson);
