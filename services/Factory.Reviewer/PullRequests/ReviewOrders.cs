using System.Text;
using System.Text.RegularExpressions;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Outputs;
using Factory.Contracts.Reviews;
using Factory.Messaging;
using Factory.Reviewer.PullRequests.Writing;
using MassTransit;

namespace Factory.Reviewer.PullRequests;

/// <summary>What people order in comments. Whether they may was asked before.</summary>
internal sealed partial class ReviewOrders
{
    private const int MostOrders = 200;
    private const int MostNamed = 20;

    public void Obey(BehaviorContext<PullRequestState, OrderReview> context)
    {
        var (review, order) = (context.Saga, context.Message);
        if (review.Orders.Contains(order.OrderId))
            return;
        review.Orders = [.. review.Orders.Append(order.OrderId).TakeLast(MostOrders)];
        ReviewSteering.Know(context, order.Team, order.PullRequest);
        switch (order.Order)
        {
            case ReviewOrder.Pause:
                Pause(context, order);
                break;
            case ReviewOrder.Resume:
                Resume(context, order);
                break;
            case ReviewOrder.Ignore when order.InReplyTo is null && !NamesAnything(order):
                LeaveAlone(context, order);
                break;
            case ReviewOrder.Ignore:
                Dismiss(context, order);
                break;
            case ReviewOrder.Explain:
                Explain(context, order);
                break;
            default:
                React(context, order, "eyes");
                AskForRound(context, order, order.Order == ReviewOrder.FullReview);
                break;
        }
    }

    /// <summary>The finding that an order is about: named in its text, or by the comment that it answers; null where it is not known.</summary>
    internal static TrackedFinding? Named(PullRequestState review, OrderReview order)
    {
        foreach (var name in Names().Matches(order.Text).Select(match => match.Value))
        {
            if (review.Findings.Find(finding => finding.ShortId.Equals(name, StringComparison.OrdinalIgnoreCase) || finding.Fingerprint().Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named)
                return named;
        }

        var fingerprint = order.InReplyTo is { } comment ? review.Comments.Find(posted => posted.CommentId == comment)?.Fingerprint : null;
        return fingerprint is null ? null : review.Findings.Find(finding => finding.Fingerprint() == fingerprint);
    }

    private static bool NamesAnything(OrderReview order) => Names().IsMatch(order.Text);

    private static void Pause(BehaviorContext<PullRequestState> context, OrderReview order)
    {
        if (context.Saga.PausedBy is null)
            RoundSteps.Append(context, new ReviewPaused(context.Saga.CorrelationId, order.By));
        context.Saga.PausedBy = order.By;
        // What waits is missed; what is under way is brought to its end.
        context.Saga.Missed |= context.Saga.Waiting is not null;
        if (context.Saga.Waiting is { } waiting)
            RoundPosting.ConcludeMission(context, waiting.Start, waiting.ByPerson, MissionOutcome.Cancelled, $"Reviews of this pull request are paused by {order.By}.");
        context.Saga.Waiting = null;
        Done(context, order);
    }

    private static void Resume(BehaviorContext<PullRequestState> context, OrderReview order)
    {
        var review = context.Saga;
        var missed = review.Missed || review.IgnoredBy is not null;
        if (review.PausedBy is not null || review.IgnoredBy is not null)
            RoundSteps.Append(context, new ReviewResumed(review.CorrelationId, order.By));
        (review.PausedBy, review.IgnoredBy, review.Missed) = (null, null, false);
        if (missed)
            AskForRound(context, order, full: false);
        Done(context, order);
    }

    private static void LeaveAlone(BehaviorContext<PullRequestState> context, OrderReview order)
    {
        RoundSteps.Append(context, new PullRequestIgnored(context.Saga.CorrelationId, order.By));
        context.Saga.IgnoredBy = order.By;
        ReviewSteering.StopAll(context, $"{order.By} asked to leave this pull request alone.");
        Done(context, order);
    }

    private static void Dismiss(BehaviorContext<PullRequestState> context, OrderReview order)
    {
        var review = context.Saga;
        if (Named(review, order) is not { } named)
        {
            Ask(context, order);
            return;
        }

        if (named.State != FindingState.Dismissed)
            RoundSteps.Append(context, new FindingDismissed(review.CorrelationId, named.Fingerprint(), order.By));
        review.Findings = [.. review.Findings.Select(finding => finding.ShortId == named.ShortId ? finding with { State = FindingState.Dismissed } : finding)];
        Done(context, order);
        if (review is { Round: null, ReviewedHead: { } head })
        {
            context.Heart().Send(
                Endpoints.Publisher,
                new SetCheck(
                    Ids.Derive(order.OrderId, "check"), Mission(review), review.Team, review.PullRequest.Repository, head, CheckText.Name, PullRequestDecision.CheckOf(review.Findings, complete: true), CheckText.Title(review.Findings),
                    CheckText.Mission(Mission(review)), CheckText.Annotations(review.Findings)));
        }
    }

    private static void Explain(BehaviorContext<PullRequestState> context, OrderReview order)
    {
        if (Named(context.Saga, order) is { } named)
            Write(context, order, FindingText.Explanation(named));
        else
            Ask(context, order);
    }

    /// <summary>Which one was meant cannot be told.</summary>
    private static void Ask(BehaviorContext<PullRequestState> context, OrderReview order)
    {
        var open = context.Saga.Findings.Where(finding => finding.State == FindingState.Open).Take(MostNamed).Select(finding => $"- {finding.ShortId} {Words.Where(finding.Finding)}").ToList();
        React(context, order, "confused");
        Write(context, order, open.Count == 0 ? "No finding of this pull request is open." : $"Which finding? Name it as its comment does, for example `/factory {order.Order.ToString().ToLowerInvariant()} {context.Saga.Findings.Find(finding => finding.State == FindingState.Open)!.ShortId}`. Open are:\n\n{string.Join('\n', open)}");
    }

    /// <summary>A person's round is a mission of the review's own. Its limits and text are those of the newest push.</summary>
    private static void AskForRound(BehaviorContext<PullRequestState> context, OrderReview order, bool full)
    {
        var (review, pull) = (context.Saga, $"Review of pull request {order.PullRequest.Number}");
        review.IgnoredBy = null;
        if (!full && (review.Waiting is not null || (review.Round is { Outcome: null, Posted: false } round && round.Head() == order.PullRequest.HeadCommit)))
            return;
        var id = Ids.Derive(order.OrderId, "round");
        var report = review.Latest?.Report ?? context.Heart().Put(order.Team, Encoding.UTF8.GetBytes($"{pull}\n"), "text/plain; charset=utf-8");
        var start = new StartMission(
            id, order.OrderId, order.Team, review.Latest?.Title ?? pull, report, review.Latest?.Repository ?? new RepositoryRef(order.PullRequest.Repository, order.PullRequest.BaseBranch), review.Latest?.TestCommand, review.Latest?.Limits ?? MissionLimits.Default)
        {
            Kind = MissionKind.Review,
            Origin = order.Origin,
            PullRequest = order.PullRequest,
        };
        ReviewSteering.BeginMission(context, start);
        ReviewSteering.WaitFor(context, new WaitingRound(start, full, ByPerson: true));
    }

    /// <summary>People see that it was done where they asked, and in the tracking comment.</summary>
    private static void Done(BehaviorContext<PullRequestState> context, OrderReview order)
    {
        React(context, order, "+1");
        if (context.Saga.Rounds > 0)
            RoundPosting.ProposeSummary(context.Heart(), context.Saga, round: null, Ids.Derive(order.OrderId, "summary"), awaited: false);
    }

    private static void React(BehaviorContext<PullRequestState> context, OrderReview order, string reaction) =>
        context.Heart().Send(Endpoints.Publisher, new React(Ids.Derive(order.OrderId, "reaction"), Mission(context.Saga), order.Team, order.Origin, reaction));

    private static void Write(BehaviorContext<PullRequestState> context, OrderReview order, string text) => context.Heart().Send(
        Endpoints.Publisher,
        new WriteComment(
            Ids.Derive(order.OrderId, "answer"), Mission(context.Saga), order.Team, new Contracts.Origins.IssueRef(order.PullRequest.Repository, order.PullRequest.Number, IsPullRequest: true, order.InReplyTo),
            context.Heart().Put(order.Team, Encoding.UTF8.GetBytes(text), "text/markdown")));

    private static Guid Mission(PullRequestState review) => review.Round?.Start.MissionId ?? review.Latest?.MissionId ?? review.CorrelationId;

    [GeneratedRegex(@"\b(F-[0-9a-fA-F]{4,16}(-[0-9]+)?|[0-9a-f]{16})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();
}
