using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Reviews;
using Factory.History;
using Factory.Messaging;
using MassTransit;

namespace Factory.Reviewer.PullRequests;

/// <summary>What pushes, forges and clocks do to the review of a pull request.</summary>
internal sealed class ReviewSteering(EventStore history, TimeProvider time)
{
    /// <summary>A push asks for a round. An order that comes again (whoever gave it did not hear the answer) is answered again.</summary>
    public async Task Take(BehaviorContext<PullRequestState, StartMission> context)
    {
        var (review, start) = (context.Saga, context.Message);
        if (review.Round?.Start.MissionId == start.MissionId || review.Waiting?.Start.MissionId == start.MissionId)
            context.Heart().Send(Endpoints.Signals, new MissionAccepted(start.MissionId, start.SignalId));
        else if (await EndOf(start.MissionId, context.CancellationToken) is { } ended)
            context.Heart().Send(Endpoints.Signals, new MissionEnded(start.MissionId, start.SignalId, ended.Outcome, ended.Reason));
        else
            TakeNew(context, start);
    }

    /// <summary>The pull request was closed, merged or made a draft.</summary>
    public void Stop(BehaviorContext<PullRequestState, StopReview> context)
    {
        var (review, asked) = (context.Saga, context.Message);
        if (asked.PullRequest.Draft && review.ReviewsDrafts)
            return;
        Know(context, asked.Team, asked.PullRequest);
        RoundSteps.Append(context, new ReviewStopped(review.CorrelationId, asked.Why));
        review.Missed = false;
        StopAll(context, asked.Why);
    }

    public void Cancel(BehaviorContext<PullRequestState, RoundCancelled> context)
    {
        var (review, asked) = (context.Saga, context.Message.Asked);
        var reason = asked.Reason.Length > 0 ? asked.Reason : $"cancelled by {asked.By}";
        if (review.Waiting?.Start.MissionId == asked.MissionId)
            DropWaiting(context, reason);
        if (review.Round?.Start.MissionId == asked.MissionId)
            StopRound(review, reason);
    }

    /// <summary>The round's time is up, or nobody answers: what was found is said, and that more was not looked at.</summary>
    public void CheckProgress(BehaviorContext<PullRequestState> context)
    {
        var (review, round, now) = (context.Saga, context.Saga.Round!, time.GetUtcNow());
        var due = PullRequestDecision.DueAt(review.CurrentState, round);
        if (now < due)
        {
            RoundSteps.LookAgain(context, due);
            return;
        }

        switch (review.CurrentState)
        {
            case nameof(PullRequestStateMachine.Reviewing):
                RoundSteps.CancelRuns(context, review, round);
                round.NotReviewed = $"the {round.Start.Limits.Time} of this review are over";
                break;
            case nameof(PullRequestStateMachine.Posting):
                round.Awaited.Clear();
                round.CheckStarts = null;
                RoundPosting.SendCheck(context);
                round.Awaited.Clear();
                RoundPosting.EndIfAnswered(round, RoundPosting.Open(review));
                break;
            case nameof(PullRequestStateMachine.Stopping):
                (round.AwaitsCost, round.CheckStarts) = (false, null);
                RoundPosting.SendCheck(context);
                break;
            default:
                RoundSteps.End(review, MissionOutcome.Failed, $"no answer while {review.CurrentState.ToLowerInvariant()}: the {round.Start.Limits.Time} of this review are over");
                break;
        }
    }

    internal static void StopAll(BehaviorContext<PullRequestState> context, string why)
    {
        DropWaiting(context, why);
        StopRound(context.Saga, why);
    }

    /// <summary>What waits gives way to what is newer.</summary>
    internal static void WaitFor(BehaviorContext<PullRequestState> context, WaitingRound next)
    {
        DropWaiting(context, "A newer round takes its place.");
        context.Saga.Waiting = next;
    }

    /// <summary>Remembers the pull request as it is now; the first time its stream is begun.</summary>
    internal static void Know(BehaviorContext<PullRequestState> context, string team, PullRequestRef pull)
    {
        var review = context.Saga;
        if (review.PullRequest is null)
            RoundSteps.Append(context, new ReviewOpened(review.CorrelationId, team, pull.Repository, pull.Number));
        (review.Team, review.PullRequest) = (team, pull);
    }

    internal static void BeginMission(BehaviorContext<PullRequestState> context, StartMission start) => context.Heart().Append(
        start.MissionId,
        RoundSteps.MissionStream,
        new MissionStarted(start.MissionId, start.Team, start.SignalId, start.Title, start.Report, start.Repository, start.TestCommand, start.Limits) { Kind = start.Kind, Origin = start.Origin, PullRequest = start.PullRequest });

    private static void TakeNew(BehaviorContext<PullRequestState> context, StartMission start)
    {
        var review = context.Saga;
        BeginMission(context, start);
        context.Heart().Send(Endpoints.Signals, new MissionAccepted(start.MissionId, start.SignalId));
        if (start.PullRequest is not { } pull)
        {
            RoundPosting.ConcludeMission(context, start, byPerson: false, MissionOutcome.Failed, "It names no pull request.");
            return;
        }

        Know(context, start.Team, pull);
        review.Latest = start;
        if (review.IgnoredBy is not null)
            RoundPosting.ConcludeMission(context, start, byPerson: false, MissionOutcome.Cancelled, $"This pull request is left alone, as {review.IgnoredBy} asked.");
        else if (review.PausedBy is not null)
            Miss(context, start);
        else if (review.Round is { Outcome: null, Posted: false } round && round.Head() == pull.HeadCommit)
            RoundPosting.ConcludeMission(context, start, byPerson: false, MissionOutcome.Cancelled, $"The same commit is reviewed already, by mission {Ids.Short(round.Start.MissionId)}.");
        else
            Queue(context, start, pull);
    }

    private static void Miss(BehaviorContext<PullRequestState> context, StartMission start)
    {
        context.Saga.Missed = true;
        RoundPosting.ConcludeMission(context, start, byPerson: false, MissionOutcome.Cancelled, $"Reviews of this pull request are paused by {context.Saga.PausedBy}.");
    }

    private static void Queue(BehaviorContext<PullRequestState> context, StartMission start, PullRequestRef pull)
    {
        WaitFor(context, new WaitingRound(start, context.Saga.Waiting is { Full: true } || context.Saga.Round is { Full: true, Posted: false }, ByPerson: false));
        StopRound(context.Saga, $"A newer push came: {pull.HeadCommit[..Math.Min(8, pull.HeadCommit.Length)]}.");
    }

    private static void DropWaiting(BehaviorContext<PullRequestState> context, string why)
    {
        if (context.Saga.Waiting is { } waiting)
            RoundPosting.ConcludeMission(context, waiting.Start, waiting.ByPerson, MissionOutcome.Cancelled, why);
        context.Saga.Waiting = null;
    }

    /// <summary>What was proposed is not taken back.</summary>
    private static void StopRound(PullRequestState review, string why)
    {
        if (review.Round is { Outcome: null, Posted: false })
            RoundSteps.End(review, MissionOutcome.Cancelled, why);
    }

    private async Task<MissionConcluded?> EndOf(Guid missionId, CancellationToken ct) => (await history.Fold(missionId, (MissionConcluded?)null, (known, said) => said as MissionConcluded ?? known, ct: ct)).State;
}
