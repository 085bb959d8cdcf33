using System.Text;
using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Origins;
using Factory.Contracts.Outputs;
using Factory.History;
using Factory.Messaging;
using Factory.Planner.Missions;
using Factory.Planner.Telling;
using MassTransit;

namespace Factory.Planner.PullRequests;

/// <summary>
/// A mission whose change is a pull request waits for what becomes of it: merged, closed, sent back, or nothing in time. News comes late, twice, in any order, and
/// before the mission knows that its pull request is there.
/// </summary>
internal sealed class PullRequestLife(PullRequestRules rules, TimeProvider time)
{
    /// <summary>News and asked things that a mission keeps at most; a pull request with more of them at once is nobody's to rework.</summary>
    private const int Most = 200;

    /// <summary>Nobody works: the mission's time stands still.</summary>
    public void Await(BehaviorContext<MissionState> context)
    {
        var (mission, now) = (context.Saga, time.GetUtcNow());
        mission.InReviewSince = now;
        mission.InReviewUntil ??= now + PullRequestRules.Longest;
        MissionClock.Stop(mission, now);
        LookAt(context, mission.InReviewUntil.Value);
        if (mission.ReworkAt is { } due)
            LookAt(context, due);
    }

    /// <summary>News of the pull request, in any state of a mission that is not over.</summary>
    public void Hear(BehaviorContext<MissionState, ChangeNews> context)
    {
        var (mission, news) = (context.Saga, context.Message);
        mission.StayWhereItIs = true;
        if (mission.HeardNews.Contains(news.NewsId))
            return;
        // Publisher may be heard of later than the pull request that it opened.
        if (mission.CurrentState == nameof(MissionStateMachine.Publishing))
            Keep(mission, news);
        else if (mission.Published?.PullRequest is not null)
            Take(context, news);
    }

    /// <summary>What was heard while the change was being published counts now.</summary>
    public void HearKept(BehaviorContext<MissionState> context)
    {
        var kept = context.Saga.KeptNews;
        context.Saga.KeptNews = [];
        foreach (var news in kept)
            Take(context, news);
    }

    /// <summary>After its end: what becomes of the change is kept for learning, once each.</summary>
    public void HearLate(BehaviorContext<MissionState, ChangeNews> context)
    {
        var (mission, news) = (context.Saga, context.Message);
        if (news.Happening is PullRequestHappening.Merged or PullRequestHappening.Closed or PullRequestHappening.Reverted && mission.Settled?.Happening != news.Happening && Remember(mission, news))
            Settle(context, news);
    }

    /// <summary>What was asked for while people held the mission.</summary>
    public void LookSoon(BehaviorContext<MissionState> context)
    {
        if (context.Saga.ReworkAt is { } due)
            LookAt(context, due);
    }

    /// <summary>The pull request stays as it is; those who read it are told that nobody works on it any more.</summary>
    public static void TakeLeave(BehaviorContext<MissionState> context)
    {
        var mission = context.Saga;
        if (mission is { Published.PullRequest: not null, Settled: null })
            Comment(context, Proposals.Leave(mission.CorrelationId), $"The factory no longer follows this pull request ({OutcomeWords(mission.Outcome!.Value)}{(mission.Reason.Length == 0 ? "" : $": {InertText.Line(mission.Reason, 500)}")}). It stays as it is.");
    }

    public static void Comment(BehaviorContext<MissionState> context, Guid proposal, string text)
    {
        var (start, pull, heart) = (context.Saga.Start, context.Saga.Published!.PullRequest!, context.Heart());
        var blob = heart.Put(start.Team, Encoding.UTF8.GetBytes(text), "text/markdown; charset=utf-8");
        heart.Send(Endpoints.Publisher, new WriteComment(proposal, start.MissionId, start.Team, new IssueRef(pull.Repository, pull.Number, IsPullRequest: true), blob, Marker: null, Endpoints.Missions));
    }

    private void Take(BehaviorContext<MissionState> context, ChangeNews news)
    {
        var mission = context.Saga;
        if (!Remember(mission, news))
            return;
        switch (news.Happening)
        {
            case PullRequestHappening.Merged or PullRequestHappening.Closed when mission.Outcome is null:
                Settle(context, news);
                End(context, news);
                break;
            case PullRequestHappening.Merged or PullRequestHappening.Closed or PullRequestHappening.Reverted:
                Settle(context, news);
                break;
            case PullRequestHappening.ReworkAsked:
                Gather(context, news);
                break;
            case PullRequestHappening.Checked when news is { Passed: false, Commit: { } commit } && mission.Rework is null && commit == mission.Published!.PullRequest!.HeadCommit && !mission.ReworkedChecks.Contains(commit):
                Gather(context, news);
                break;
            case PullRequestHappening.Approved when rules.MergeApproved && mission is { Rework: null, Paused: false, AskedReworks.Count: 0 } && news.Commit == mission.Published!.PullRequest!.HeadCommit:
                Merge(context, news.Commit);
                break;
        }
    }

    /// <summary>What is still done for it is stopped, and said to have cost what it cost.</summary>
    private static void End(BehaviorContext<MissionState> context, ChangeNews news)
    {
        var (mission, start) = (context.Saga, context.Saga.Start);
        var by = OneLine.Of(news.By);
        if (news.Happening == PullRequestHappening.Merged)
            MissionSteering.EndUnderWay(mission, MissionOutcome.Published, $"merged by {by}");
        else
            MissionSteering.EndUnderWay(mission, MissionOutcome.NotFixed, $"its pull request was closed by {by}, and not merged");
        if (news.Happening == PullRequestHappening.Merged && start.PullRequest?.HeadBranch != mission.Published!.Branch)
            context.Heart().Send(Endpoints.Publisher, new DeleteBranch(Proposals.CleanUp(start.MissionId), start.MissionId, start.Team, mission.Published.PullRequest!.Repository, mission.Published.Branch, Endpoints.Missions));
    }

    private static void Settle(BehaviorContext<MissionState> context, ChangeNews news)
    {
        var by = OneLine.Of(news.By);
        context.Saga.Settled = new Settlement(news.Happening, by, news.Commit);
        MissionSteps.Append(context, new ChangeSettled(news.MissionId, news.Happening, by, news.Commit));
    }

    /// <summary>The first that is asked for sets the time: what comes until then belongs to it.</summary>
    private void Gather(BehaviorContext<MissionState> context, ChangeNews news)
    {
        var mission = context.Saga;
        if (mission.AskedReworks.Count >= Most)
            return;
        mission.AskedReworks.Add(new AskedRework(news.NewsId, OneLine.Of(news.By), news.Text, news.Happening == PullRequestHappening.Checked ? OneLine.Of(news.Check ?? "a check") : null, news.Url));
        if (mission.ReworkAt is not null)
            return;
        mission.ReworkAt = time.GetUtcNow() + rules.Gather;
        LookAt(context, mission.ReworkAt.Value);
    }

    private static void Merge(BehaviorContext<MissionState> context, string commit)
    {
        var (start, pull) = (context.Saga.Start, context.Saga.Published!.PullRequest!);
        context.Heart().Send(Endpoints.Publisher, new MergePullRequest(Proposals.Merge(start.MissionId, commit), start.MissionId, start.Team, pull, MergeMethod.Merge, Endpoints.Missions));
    }

    private static void Keep(MissionState mission, ChangeNews news)
    {
        if (mission.KeptNews.Count < Most && !mission.KeptNews.Exists(known => known.NewsId == news.NewsId))
            mission.KeptNews.Add(news);
    }

    private static bool Remember(MissionState mission, ChangeNews news)
    {
        if (mission.HeardNews.Contains(news.NewsId))
            return false;
        if (mission.HeardNews.Count >= Most)
            mission.HeardNews.RemoveAt(0);
        mission.HeardNews.Add(news.NewsId);
        return true;
    }

    private static string OutcomeWords(MissionOutcome outcome) => outcome switch
    {
        MissionOutcome.Cancelled => "cancelled",
        MissionOutcome.Failed => "its mission failed",
        MissionOutcome.NotFixed => "not fixed",
        _ => "its mission is over",
    };

    private static void LookAt(BehaviorContext<MissionState> context, DateTimeOffset due) => MissionSteering.LookAgain(context, due);
}
