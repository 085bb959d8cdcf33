using System.Text;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Messaging;
using Factory.Reviewer.PullRequests.Writing;
using MassTransit;

namespace Factory.Reviewer.PullRequests;

/// <summary>What a round says outside, and how it ends. Whatever Publisher refuses, or never answers, holds nothing up.</summary>
internal sealed class RoundPosting(TimeProvider time)
{
    private const int MostComments = 500;

    public void Propose(BehaviorContext<PullRequestState> context)
    {
        var (review, round) = (context.Saga, context.Saga.Round!);
        round.StepSince = time.GetUtcNow();
        var ledger = FindingLedger.Of(review.Findings, round.Read!, round.Reviewed?.Findings ?? []);
        review.Findings = [.. ledger.Findings];
        if (round.NotReviewed is null)
            review.ReviewedHead = round.Head();
        Record(context, ledger);
        ProposeReview(context, ledger);
        ProposeSummary(context.Heart(), review, round, Ids.Derive(round.Start.MissionId, "summary"), awaited: true);
        SettleCheck(review, PullRequestDecision.CheckOf(review.Findings, round.NotReviewed is null), CheckText.Title(review.Findings), CheckText.Mission(round.Start.MissionId), CheckText.Annotations(review.Findings));
        SendCheck(context);
        round.Posted = true;
        RoundSteps.LookAgain(context, PullRequestDecision.DueAt(nameof(PullRequestStateMachine.Posting), round));
    }

    public void RememberOutput(BehaviorContext<PullRequestState, RoundOutputApplied> context)
    {
        var (review, answer) = (context.Saga, context.Message.Answer);
        if (answer.Comments is { } comments)
            review.Comments = [.. review.Comments.Concat(comments).DistinctBy(comment => comment.CommentId).TakeLast(MostComments)];
        Answered(context, answer.MissionId, answer.ProposalId);
    }

    /// <summary>What could not be said counts as not said: the next round says it.</summary>
    public void RememberRefusal(BehaviorContext<PullRequestState, RoundOutputRefused> context)
    {
        var (review, answer) = (context.Saga, context.Message.Answer);
        var isReview = answer.ProposalId == ReviewId(answer.MissionId);
        context.Heart().Append(answer.MissionId, RoundSteps.MissionStream, new OutputRejected(answer.MissionId, answer.ProposalId, isReview ? "the review" : answer.ProposalId == Ids.Derive(answer.MissionId, "summary") ? "the tracking comment" : "the check", answer.Reason));
        if (isReview)
            review.Findings = [.. review.Findings.Select(finding => finding.SaidIn == answer.MissionId ? finding with { SaidIn = null, HasComment = false } : finding)];
        if (isReview && review.Round?.Start.MissionId == answer.MissionId)
            review.Round.NotPosted = answer.Reason;
        Answered(context, answer.MissionId, answer.ProposalId);
    }

    public void Conclude(BehaviorContext<PullRequestState> context)
    {
        var (review, round) = (context.Saga, context.Saga.Round!);
        if (round.HeldCheck is { } held)
            context.Heart().Send(Endpoints.Publisher, held);
        if (!round.Posted)
            context.Heart().CancelWork(round.Start.MissionId);
        ConcludeMission(context, round.Start, round.ByPerson, round.Outcome!.Value, round.Reason, round.Spent);
        review.Round = null;
    }

    internal static void ConcludeMission(BehaviorContext<PullRequestState> context, StartMission start, bool byPerson, MissionOutcome outcome, string reason, Contracts.Runs.Spending? spent = null)
    {
        context.Heart().Append(start.MissionId, RoundSteps.MissionStream, new MissionConcluded(start.MissionId, outcome, reason, null, spent ?? Contracts.Runs.Spending.None));
        if (!byPerson)
            context.Heart().Send(Endpoints.Signals, new MissionEnded(start.MissionId, start.SignalId, outcome, reason));
    }

    /// <summary>What the check comes to; sent once it was said to run, so that this does not come after.</summary>
    internal static void SettleCheck(PullRequestState review, CheckState state, string title, string summary, IReadOnlyList<CheckAnnotation> annotations)
    {
        var round = review.Round!;
        // A draft that nobody reviews has no check.
        if (round.Start.PullRequest is not { } pull || (pull.Draft && state is CheckState.Cancelled))
            return;
        var id = Ids.Derive(round.Start.MissionId, $"check-end {(int)state}");
        round.HeldCheck = new SetCheck(id, round.Start.MissionId, review.Team, pull.Repository, round.Head(), CheckText.Name, state, title, summary, annotations, Endpoints.ReviewRounds) { At = round.BegunAt().AddMilliseconds(1) };
    }

    /// <summary>The tracking comment as of now.</summary>
    internal static void ProposeSummary(HeartTransaction heart, PullRequestState review, ReviewRound? round, Guid id, bool awaited)
    {
        var mission = round?.Start.MissionId ?? review.Latest?.MissionId ?? review.CorrelationId;
        var text = heart.Put(review.Team, Encoding.UTF8.GetBytes(SummaryText.Of(review, round)), "text/markdown");
        heart.Send(Endpoints.Publisher, new WriteComment(id, mission, review.Team, new IssueRef(review.PullRequest.Repository, review.PullRequest.Number, IsPullRequest: true), text, SummaryText.Marker, awaited ? Endpoints.ReviewRounds : null));
        if (awaited)
            round!.Awaited.Add(id);
    }

    internal static void SendCheck(BehaviorContext<PullRequestState> context)
    {
        var round = context.Saga.Round!;
        if (round is not { CheckStarts: null, HeldCheck: { } check })
            return;
        context.Heart().Send(Endpoints.Publisher, check);
        round.Awaited.Add(check.ProposalId);
        round.HeldCheck = null;
    }

    /// <summary>Ends a round that has said everything it has to say, and is waiting for nobody.</summary>
    internal static void EndIfAnswered(ReviewRound round, int open)
    {
        if (!round.Posted || round.Awaited.Count > 0 || round.HeldCheck is not null || round.Outcome is not null)
            return;
        (round.Outcome, round.Reason) = round switch
        {
            { NotReviewed: { } reason } => (MissionOutcome.Failed, $"only rules looked at it: {reason}"),
            { NotPosted: { } reason } => (MissionOutcome.Failed, $"the review could not be posted: {reason}"),
            _ => (MissionOutcome.Reviewed, open == 0 ? "no open finding" : Words.Count(open, "open finding")),
        };
    }

    internal static int Open(PullRequestState review) => review.Findings.Count(finding => finding.State == FindingState.Open);

    private static void Answered(BehaviorContext<PullRequestState> context, Guid missionId, Guid proposalId)
    {
        if (context.Saga.Round is not { } round || round.Start.MissionId != missionId)
            return;
        if (round.CheckStarts == proposalId)
            round.CheckStarts = null;
        round.Awaited.Remove(proposalId);
        SendCheck(context);
        EndIfAnswered(round, Open(context.Saga));
    }

    private static Guid ReviewId(Guid missionId) => Ids.Derive(missionId, "review");

    private static void ProposeReview(BehaviorContext<PullRequestState> context, FindingLedger ledger)
    {
        var (review, round) = (context.Saga, context.Saga.Round!);
        var (said, how, head) = (ReviewText.Of(review.Findings, ledger.Fixed, round.Read!.Limits.Comments), PullRequestDecision.EventOf(review, round), round.Head());
        if (said.IsEmpty && (how != ReviewEvent.Approve || review.ApprovedHead == head))
            return;
        if (how == ReviewEvent.Approve)
            review.ApprovedHead = head;
        var (mission, pull) = (round.Start.MissionId, round.Start.PullRequest! with { HeadCommit = head });
        var summary = context.Heart().Put(review.Team, Encoding.UTF8.GetBytes(said.Summary), "text/markdown");
        context.Heart().Send(Endpoints.Publisher, new PostReview(ReviewId(mission), mission, review.Team, pull, how, summary, said.Comments, said.Resolved, Endpoints.ReviewRounds));
        round.Awaited.Add(ReviewId(mission));
        review.Findings = [.. review.Findings.Select(finding => said.Said.Contains(finding.ShortId) ? finding with { SaidIn = mission, HasComment = said.Commented.Contains(finding.ShortId) } : finding)];
    }

    private static void Record(BehaviorContext<PullRequestState> context, FindingLedger ledger)
    {
        var (review, round) = (context.Saga, context.Saga.Round!);
        var (id, mission, head) = (review.CorrelationId, round.Start.MissionId, round.Head());
        foreach (var one in ledger.Opened)
            RoundSteps.Append(context, new FindingOpened(id, mission, one.Fingerprint(), one.ShortId, one.Finding, head));
        foreach (var one in ledger.CameBack)
            RoundSteps.Append(context, new FindingCameBack(id, mission, one.Fingerprint(), head));
        foreach (var one in ledger.Fixed)
            RoundSteps.Append(context, new FindingFixed(id, mission, one.Fingerprint(), head));
        foreach (var one in ledger.Stale)
            RoundSteps.Append(context, new FindingWentStale(id, mission, one.Fingerprint(), head));
        var finished = new ReviewRoundFinished(mission, id, round.Number, head, [.. ledger.Opened.Concat(ledger.CameBack).Select(one => one.Finding)], Open(review), ledger.Fixed.Count, round.Spent) { Dropped = round.Reviewed?.Dropped, LeftOut = round.Read!.LeftOut };
        RoundSteps.Append(context, finished);
        context.Heart().Append(mission, RoundSteps.MissionStream, finished);
    }
}
