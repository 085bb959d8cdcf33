using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.History.Missions;

namespace Factory.MissionControl.Missions;

/// <summary>A mission from its events. Pure; never checks.</summary>
internal static class MissionFold
{
    private const string Running = "running";
    private const string InReview = "in-review";
    private const string Paused = "paused";

    public static MissionView? Apply(MissionView? mission, StoredEvent stored) =>
        stored.Data is MissionStarted started ? Start(started, stored.Timestamp) : mission is null ? null : Next(mission, stored);

    private static MissionView Start(MissionStarted started, DateTimeOffset at) => new(
        started.MissionId, Ids.Short(started.MissionId), started.SignalId, started.Title, started.Repository.Path, started.Repository.Base,
        BaseCommit: null, State: Running, Outcome: null, Reason: null, Branch: null, Commit: null, at, EndedAt: null, Seconds: 0, Spending.None,
        Contract: [], OnBase: [], OnHead: [], Findings: [], started.Report, Plan: null, Description: null, Notes: null, started.Limits)
    {
        Kind = started.Kind.ToString().ToLowerInvariant(),
    };

    private static MissionView Next(MissionView before, StoredEvent stored)
    {
        var mission = before with { Seconds = (stored.Timestamp - before.StartedAt).TotalSeconds };
        return stored.Data switch
        {
            RepositoryReady ready => mission with { BaseCommit = ready.BaseCommit },
            PlanMade made => mission with { Plan = made.Plan, Contract = made.Contract, Estimate = made.Estimate, Spent = mission.Spent + made.Spent },
            AnswerGiven given => mission with { AnswerBlob = given.Answer, Citations = given.Citations, Spent = mission.Spent + given.Spent },
            TestsAdded added => mission with { Contract = added.Contract, Uncovered = added.Uncovered, Spent = mission.Spent + added.Spent },
            FeatureFinished finished => mission with
            {
                Commit = finished.Change.Commit,
                OnBase = Views(finished.OnBase),
                OnHead = Views(finished.OnHead),
                Findings = [.. mission.Findings, .. finished.Findings],
                Spent = mission.Spent + finished.Spent,
            },
            FeatureAbandoned abandoned => mission with { Notes = abandoned.Findings ?? mission.Notes, Spent = mission.Spent + abandoned.Spent },
            DocumentsWritten written => mission with { Description = written.Description, Commit = written.Change.Commit, Spent = mission.Spent + written.Spent },
            EvidenceSeen seen => mission with { Commit = seen.Commit, OnBase = Views(seen.OnBase), OnHead = Views(seen.OnHead) },
            BranchPublished published => Publish(mission, published),
            ReworkStarted rework => mission with { State = Held(mission, Running), Reworks = rework.Number, Rework = rework.Why },
            ReworkGivenUp => mission with { State = Held(mission, InReview), Rework = null, Commit = mission.PullRequest?.HeadCommit ?? mission.Commit },
            ChangeSettled settled => mission with { PullRequest = mission.PullRequest is { } pull ? pull with { State = settled.Happening.ToString().ToLowerInvariant(), By = settled.By } : null },
            ReviewRoundStarted started => mission with { BaseCommit = started.MergeBase, Commit = started.PullRequest.HeadCommit },
            ReviewRoundFinished finished => mission with { Commit = finished.Commit, Findings = finished.New, Spent = mission.Spent + finished.Spent },
            MissionLimitsChanged changed => mission with { Limits = changed.Limits },
            MissionPaused => mission with { State = Paused },
            MissionResumed => mission with { State = mission.PullRequest is not null && mission.Rework is null ? InReview : Running },
            MissionConcluded concluded => mission with
            {
                State = "ended",
                Outcome = OutcomeNames.Of(concluded.Outcome),
                Reason = concluded.Reason,
                Notes = concluded.Findings ?? mission.Notes,
                EndedAt = stored.Timestamp,
                Spent = concluded.Spent,
            },
            _ => mission,
        };
    }

    private static string Held(MissionView mission, string state) => mission.State == Paused ? Paused : state;

    private static MissionView Publish(MissionView mission, BranchPublished published) => mission with
    {
        Branch = published.Branch,
        Commit = published.Commit,
        State = published.PullRequest is null ? mission.State : Held(mission, InReview),
        PullRequest = published.PullRequest is { } pull ? new PullRequestView(pull.Repository, pull.Number, published.Url, pull.HeadCommit, PullRequestView.Open, By: null) : null,
        Rework = null,
    };

    private static IReadOnlyList<EvidenceView> Views(IReadOnlyList<Evidence> evidence) => [.. evidence.Select(EvidenceView.Of)];
}
