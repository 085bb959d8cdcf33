using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Forges;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Contracts.Runs;
using Factory.Messaging;
using Factory.Reviewer.PullRequests.Settings;
using Factory.Reviewer.PullRequests.Writing;
using MassTransit;

namespace Factory.Reviewer.PullRequests;

/// <summary>The verbs of a round, up to what it finds: what is asked of whom, and what is remembered of the answers.</summary>
internal sealed class RoundSteps(TimeProvider time)
{
    internal const string StreamType = "pull-request";
    internal const string MissionStream = "mission";

    private const int MostKnown = 60;

    public void Decide(BehaviorContext<PullRequestState> context)
    {
        if (context.Saga.Round is { Outcome: not null })
            RoundPosting.SendCheck(context);
        context.Saga.Next = PullRequestDecision.Next(context.Saga);
    }

    public void Begin(BehaviorContext<PullRequestState> context)
    {
        var (review, now, waiting) = (context.Saga, time.GetUtcNow(), context.Saga.Waiting!);
        var start = waiting.Start;
        review.Waiting = null;
        review.Rounds++;
        review.Round = new ReviewRound { Start = start, Full = waiting.Full, ByPerson = waiting.ByPerson, Number = review.Rounds, StepSince = now, TimeUpAt = now + start.Limits.Time };
        var pull = start.PullRequest!;
        if (!pull.Draft)
            ProposeStart(context, pull.HeadCommit);
        // What was pushed since the last review counts, not since the push before: rounds may have been stopped, and pushes have come together.
        context.Heart().Send(Endpoints.Publisher, new FetchPullRequest(start.MissionId, start.Team, pull with { Before = waiting.Full ? null : review.ReviewedHead }, Endpoints.ReviewRounds));
        LookAgain(context, review.Round.TimeUpAt);
    }

    public void RememberHead(BehaviorContext<PullRequestState, RoundFetched> context)
    {
        var (review, fetched) = (context.Saga, context.Message.Answer);
        var round = review.Round!;
        round.Fetched = fetched;
        review.PullRequest = review.PullRequest with { HeadCommit = fetched.Change.Commit };
        AppendToMission(context, new RepositoryReady(fetched.MissionId, fetched.Mirror, fetched.MergeBase) { Facts = fetched.Facts });
        var started = new ReviewRoundStarted(fetched.MissionId, review.CorrelationId, round.Number, round.Start.PullRequest! with { HeadCommit = fetched.Change.Commit }, fetched.MergeBase, round.IsWhole());
        AppendToMission(context, started);
        Append(context, started);
        if (fetched.Change.Commit != round.Start.PullRequest!.HeadCommit && !round.Start.PullRequest.Draft)
            ProposeStart(context, fetched.Change.Commit);
    }

    public void BlamePublisher(BehaviorContext<PullRequestState, RoundNotFetched> context) => End(context.Saga, MissionOutcome.Failed, context.Message.Answer.Reason);

    public void AskForReading(BehaviorContext<PullRequestState> context)
    {
        var (review, round) = (Step(context), context.Saga.Round!);
        // What is known of a droid's finding only its lines tell; rules are asked anew.
        var known = review.Findings.Where(finding => !finding.ByRule && finding.State is FindingState.Open or FindingState.Stale).Select(finding => finding.Finding).ToList();
        context.Heart().Send(
            Endpoints.ReviewRounds,
            new ReadPullRequest(round.Start.MissionId, review.CorrelationId, round.Number, review.Team, round.Fetched!, round.IsWhole() ? null : review.ReviewedHead, known, Endpoints.Reviews)
            {
                // Somebody may push an older commit, and then says what was there before.
                Newer = round.ByPerson || round.Start.PullRequest!.Before == review.ReviewedHead ? null : review.ReviewedHead,
            });
    }

    public void RememberReading(BehaviorContext<PullRequestState, PullRequestRead> context)
    {
        var (review, round, now) = (context.Saga, context.Saga.Round!, time.GetUtcNow());
        var limits = context.Message.Limits;
        round.Read = context.Message;
        review.ReviewsDrafts = limits.Drafts;
        review.PushedRounds.RemoveAll(at => at <= now.AddDays(-1));
        if (round.ByPerson)
            return;
        if (context.Message.Late)
            End(review, MissionOutcome.Cancelled, "A later commit was reviewed before this push was told of.");
        else if (round.Start.PullRequest!.Draft && !limits.Drafts)
            End(review, MissionOutcome.Cancelled, $"It is a draft, and {ReviewSettings.File} does not have drafts reviewed.");
        else if (review.PushedRounds.Count >= limits.RoundsPerDay)
            End(review, MissionOutcome.Cancelled, $"{limits.RoundsPerDay} rounds within 24 hours were reviewed, as many as {ReviewSettings.File} lets be. '/factory review' asks for another.");
        else
            review.PushedRounds.Add(now);
    }

    public void BlameReading(BehaviorContext<PullRequestState, PullRequestNotRead> context) => End(context.Saga, MissionOutcome.Failed, context.Message.Reason);

    /// <summary>The droid that reviews features reviews what is new here, in its two passes.</summary>
    public void AskForReview(BehaviorContext<PullRequestState> context)
    {
        var (review, round) = (Step(context), context.Saga.Round!);
        var (start, fetched, read) = (round.Start, round.Fetched!, round.Read!);
        var known = review.Findings.Where(finding => finding.State is FindingState.Open or FindingState.Dismissed).Take(MostKnown).Select(finding => $"{finding.Finding.Path}:{finding.Finding.Line} ({finding.Finding.Rule}) {finding.Finding.Message}");
        context.Heart().Send(
            Endpoints.Reviewer,
            new ReviewCommit(
                start.MissionId, review.CorrelationId, round.Number, review.Team, fetched.Mirror, fetched.Change, start.Title, start.Report, [], [], new TestSettings(start.TestCommand, start.TestCommand is not null),
                PullRequestDecision.Left(round, time.GetUtcNow()), Endpoints.Reviews)
            {
                Before = round.IsWhole() ? null : fetched.Before,
                Scope = new ReviewScope(read.Files, read.Instructions, [.. known]),
            });
    }

    public void RememberReview(BehaviorContext<PullRequestState, CommitReviewed> context)
    {
        context.Saga.Round!.Reviewed = context.Message;
        AddCost(context.Saga.Round, context.Message.Spent);
    }

    /// <summary>What rules found is said all the same, and that the droid looked at nothing.</summary>
    public void RememberNoReview(BehaviorContext<PullRequestState, CommitNotReviewed> context)
    {
        context.Saga.Round!.NotReviewed = context.Message.Reason;
        AddCost(context.Saga.Round, context.Message.Spent);
    }

    public void AddCost(ReviewRound round, Spending spent)
    {
        round.Spent += spent;
        round.AwaitsCost = false;
    }

    /// <summary>Everything that may run for the round, but what was proposed.</summary>
    public void StopDroid(BehaviorContext<PullRequestState> context)
    {
        var (review, round) = (Step(context), context.Saga.Round!);
        CancelRuns(context, review, round);
        LookAgain(context, PullRequestDecision.DueAt(nameof(PullRequestStateMachine.Stopping), round));
    }

    public bool IsCurrent(BehaviorContext<PullRequestState, RoundFetched> context) => context.Saga.Round?.Start.MissionId == context.Message.Answer.MissionId;

    public bool IsCurrent(BehaviorContext<PullRequestState, RoundNotFetched> context) => context.Saga.Round?.Start.MissionId == context.Message.Answer.MissionId;

    public bool IsCurrent(BehaviorContext<PullRequestState, PullRequestRead> context) => context.Saga.Round?.Number == context.Message.Round;

    public bool IsCurrent(BehaviorContext<PullRequestState, PullRequestNotRead> context) => context.Saga.Round?.Number == context.Message.Round;

    public bool IsCurrent(BehaviorContext<PullRequestState, CommitReviewed> context) => context.Saga.Round?.Number == context.Message.Attempt;

    public bool IsCurrent(BehaviorContext<PullRequestState, CommitNotReviewed> context) => context.Saga.Round?.Number == context.Message.Attempt;

    public bool IsCurrent(BehaviorContext<PullRequestState, CheckReview> context) => context.Saga.Round?.Start.MissionId == context.Message.MissionId;

    /// <summary>Which of the two passes is under way the reviewer knows: the other run takes no notice.</summary>
    internal static void CancelRuns(BehaviorContext<PullRequestState> context, PullRequestState review, ReviewRound round)
    {
        context.Heart().Send(Endpoints.Runs("reviewer"), new CancelRun(RunIds.Reviewer(review.CorrelationId, round.Number)));
        context.Heart().Send(Endpoints.Runs("reviewer"), new CancelRun(RunIds.Validation(review.CorrelationId, round.Number)));
    }

    internal static void End(PullRequestState review, MissionOutcome outcome, string reason)
    {
        var round = review.Round!;
        (round.Outcome, round.Reason, round.AwaitsCost) = (outcome, reason, review.CurrentState == nameof(PullRequestStateMachine.Reviewing));
        RoundPosting.SettleCheck(review, outcome == MissionOutcome.Failed ? CheckState.Neutral : CheckState.Cancelled, "Not reviewed", reason, []);
    }

    internal static void Append(BehaviorContext<PullRequestState> context, object said) => context.Heart().Append(context.Saga.CorrelationId, StreamType, said);

    internal static void LookAgain(BehaviorContext<PullRequestState> context, DateTimeOffset due) =>
        context.Heart().Send(Endpoints.Reviews, new CheckReview(context.Saga.CorrelationId, context.Saga.Round!.Start.MissionId), due);

    private static void AppendToMission(BehaviorContext<PullRequestState> context, object said) => context.Heart().Append(context.Saga.Round!.Start.MissionId, MissionStream, said);

    private static void ProposeStart(BehaviorContext<PullRequestState> context, string commit)
    {
        var round = context.Saga.Round!;
        var id = Ids.Derive(round.Start.MissionId, $"check-start {commit}");
        round.CheckStarts = id;
        context.Heart().Send(
            Endpoints.Publisher,
            new SetCheck(id, round.Start.MissionId, context.Saga.Team, round.Start.PullRequest!.Repository, commit, CheckText.Name, CheckState.Running, "Under review", CheckText.Mission(round.Start.MissionId), [], Endpoints.ReviewRounds));
    }

    private PullRequestState Step(BehaviorContext<PullRequestState> context)
    {
        context.Saga.Round!.StepSince = time.GetUtcNow();
        return context.Saga;
    }
}
