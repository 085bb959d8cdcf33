using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Planning;
using Factory.Contracts.Repositories;
using Factory.Contracts.Runs;
using Factory.Droids.Evidencing;
using Factory.History;
using Factory.Messaging;
using Factory.Planner.Planning;
using Factory.Planner.PullRequests;
using Factory.Planner.Telling;
using Factory.ServiceDefaults;
using MassTransit;

namespace Factory.Planner.Missions;

/// <summary>The verbs of a mission: what is asked of whom, and what is remembered of the answers.</summary>
internal sealed class MissionSteps(EvidenceVerifier verifier, PullRequestLife pullRequest, BlobStore blobs, MissionLink link, TimeProvider time)
{
    internal const string StreamType = "mission";

    public void RememberOrder(BehaviorContext<MissionState, StartMission> context)
    {
        var (mission, start, now) = (context.Saga, context.Message, time.GetUtcNow());
        mission.Start = start;
        mission.TimeUpAt = now + start.Limits.Time;
        Append(context, new MissionStarted(start.MissionId, start.Team, start.SignalId, start.Title, start.Report, start.Repository, start.TestCommand, start.Limits) { Kind = start.Kind, Origin = start.Origin, PullRequest = start.PullRequest });
        Accept(context);
        context.Heart().Send(Endpoints.Missions, new CheckMission(start.MissionId), mission.TimeUpAt);
    }

    public void Decide(BehaviorContext<MissionState> context)
    {
        if (context.Saga.StayWhereItIs)
            return;
        // Whoever goes on to the next step waits for nobody of the one before.
        var (mission, now) = (context.Saga, time.GetUtcNow());
        if (mission.WaitsFor is not null && MissionClock.WaitNoLonger(mission, mission.WaitsFor, now))
            MissionSteering.LookAgain(context, mission.TimeUpAt);
        if (mission.Rework?.GivenUp is not null && Reworking.TakeBack(context))
            pullRequest.HearKept(context);
        mission.Next = MissionDecision.Next(mission);
        mission.StepSince = now;
    }

    public void AskForRepository(BehaviorContext<MissionState> context)
    {
        var start = context.Saga.Start;
        context.Heart().Send(Endpoints.Publisher, new FetchRepository(start.MissionId, start.Team, start.Repository, Endpoints.Missions));
    }

    public void RememberRepository(BehaviorContext<MissionState, RepositoryFetched> context)
    {
        context.Saga.Repository = context.Message;
        Append(context, new RepositoryReady(context.Message.MissionId, context.Message.Mirror, context.Message.BaseCommit) { Facts = context.Message.Facts });
    }

    public void BlameRepository(BehaviorContext<MissionState, RepositoryUnusable> context) => End(context.Saga, MissionOutcome.Failed, context.Message.Reason);

    public void AskForPlan(BehaviorContext<MissionState> context)
    {
        var (start, repository) = (context.Saga.Start, context.Saga.Repository!);
        context.Heart().Send(
            Endpoints.Planner,
            new PlanMission(start.MissionId, start.Team, repository.Mirror, repository.BaseCommit, start.Title, start.Report, Tests(start), Remaining(context.Saga), Endpoints.Missions) { Origin = start.Origin, Said = context.Saga.Said });
    }

    public void RememberPlan(BehaviorContext<MissionState, MissionPlanned> context)
    {
        var plan = context.Message;
        context.Saga.Plan = plan;
        context.Saga.Spent += plan.Spent;
        Append(context, new PlanMade(plan.MissionId, plan.Plan, plan.Features, plan.Contract, plan.Tests, plan.Spent) { Estimate = plan.Estimate });
    }

    public void RememberWhyNoPlan(BehaviorContext<MissionState, MissionNotPlanned> context)
    {
        var (mission, answer) = (context.Saga, context.Message);
        mission.Spent += answer.Spent;
        mission.Leads = answer.Findings;
        if (answer.NotReproduced)
            mission.NotReproduced = answer;
        else
            End(mission, MissionOutcome.Failed, answer.Reason);
    }

    public void AskForReproduction(BehaviorContext<MissionState> context)
    {
        var (start, repository) = (context.Saga.Start, context.Saga.Repository!);
        context.Heart().Send(
            Endpoints.Tester,
            new ReproduceReport(start.MissionId, start.Team, repository.Mirror, repository.BaseCommit, start.Title, start.Report, Tests(start), Remaining(context.Saga), Endpoints.Missions)
            {
                Origin = start.Origin,
                Plan = context.Saga.Plan?.Plan,
                Missing = context.Saga.Plan is { } plan ? PlanCoverage.Missing(plan.Contract) : null,
                Said = context.Saga.Said,
            });
    }

    /// <summary>The tests become the contract's proof, and the first part of the change.</summary>
    public void RememberReproduction(BehaviorContext<MissionState, ReportReproduced> context)
    {
        var (mission, answer) = (context.Saga, context.Message);
        mission.Spent += answer.Spent;
        (mission.Change, mission.WrittenTests) = (answer.Change, answer.Change);
        if (mission.Plan is not null)
        {
            Cover(context, answer.Contract, id => answer.Uncovered?.FirstOrDefault(one => one.Id == id)?.Why ?? "the tester wrote none", answer.Change, answer.Spent);
            return;
        }

        var plan = context.Heart().Put(mission.Start.Team, System.Text.Encoding.UTF8.GetBytes("Make the reproducing test pass."), "text/plain; charset=utf-8");
        mission.Plan = new MissionPlanned(answer.MissionId, plan, [new PlannedFeature(mission.Start.Title, [])], answer.Contract, Tests(mission.Start), Spending.None);
        Append(context, new PlanMade(answer.MissionId, plan, mission.Plan.Features, answer.Contract, mission.Plan.Tests, answer.Spent));
    }

    /// <summary>What can be proven without the missing tests goes on; where nothing can, nothing is begun.</summary>
    public void RememberNoTests(BehaviorContext<MissionState, ReportNotReproduced> context)
    {
        var (mission, answer) = (context.Saga, context.Message);
        mission.Spent += answer.Spent;
        if (mission.Plan is not null)
            Cover(context, [], _ => answer.Reason, change: null, answer.Spent);
        else
            End(mission, MissionOutcome.NotFixed, $"cannot reproduce: {mission.NotReproduced!.Reason}; {answer.Reason}");
    }

    public void AskForFeature(BehaviorContext<MissionState> context)
    {
        var (mission, start, plan) = (context.Saga, context.Saga.Start, context.Saga.Plan!);
        var feature = plan.Features[mission.FeaturesDone];
        var id = Ids.Derive(start.MissionId, mission.Rework is { } rework ? $"rework-{rework.Number}" : $"feature-{mission.FeaturesDone + 1}");
        mission.FeatureId = id;
        Append(context, new FeatureStarted(start.MissionId, id, feature.Title, mission.Change?.Commit ?? mission.Repository!.BaseCommit));
        context.Heart().Send(
            Endpoints.Features,
            new StartFeature(start.MissionId, id, start.Team, mission.Repository!.Mirror, mission.Repository.BaseCommit, feature.Title, start.Report, plan.Plan, ContractOf(feature, plan), feature.WriteSet, plan.Tests, mission.Change, Remaining(mission), Endpoints.Missions) { Origin = start.Origin, WrittenTests = mission.WrittenTests, Said = context.Saga.Said, Reasons = mission.Rework?.Reasons });
    }

    public void RememberFeature(BehaviorContext<MissionState, FeatureDone> context)
    {
        var (mission, done) = (context.Saga, context.Message);
        mission.FeaturesDone++;
        mission.FeatureId = null;
        mission.Change = done.Change;
        mission.Findings.AddRange(done.Findings);
        (mission.FeatureOnBase, mission.FeatureOnHead) = (done.OnBase, done.OnHead);
        mission.Spent += done.Spent;
        Append(context, new FeatureFinished(done.MissionId, done.FeatureId, done.Change, done.OnBase, done.OnHead, done.Findings, done.Spent));
    }

    public void EndWithoutFeature(BehaviorContext<MissionState, FeatureNotDone> context)
    {
        var (mission, answer) = (context.Saga, context.Message);
        mission.Spent += answer.Spent;
        mission.Leads = answer.Findings;
        Append(context, new FeatureAbandoned(answer.MissionId, answer.FeatureId, answer.Reason, answer.Findings, answer.Spent));
        Fail(mission, answer.Failed ? MissionOutcome.Failed : MissionOutcome.NotFixed, answer.Reason);
    }

    public async Task AskForDocs(BehaviorContext<MissionState> context)
    {
        var (mission, start) = (context.Saga, context.Saga.Start);
        context.Heart().Send(
            Endpoints.Docs,
            new WriteDocs(start.MissionId, start.Team, mission.Repository!.Mirror, mission.Change, start.Title, start.Report, Contract(mission), mission.FeatureOnBase, mission.FeatureOnHead, mission.Findings, mission.Plan?.Tests ?? Tests(start), Remaining(mission), Endpoints.Missions)
            {
                Origin = start.Origin,
                Said = context.Saga.Said,
                Round = mission.Reworks,
                Follows = start.Kind == MissionKind.Docs ? new FollowedCommits(mission.Repository.BaseCommit, FollowedRange.Since(await blobs.ReadText(start.Team, start.Report, context.CancellationToken))) : null,
            });
    }

    public void RememberDocs(BehaviorContext<MissionState, DocsWritten> context)
    {
        var (mission, docs) = (context.Saga, context.Message);
        mission.Docs = docs;
        mission.Spent += docs.Spent;
        Append(context, new DocumentsWritten(docs.MissionId, docs.Change, docs.Title, docs.Description, docs.Spent));
    }

    public void BlameDocs(BehaviorContext<MissionState, DocsNotWritten> context)
    {
        context.Saga.Spent += context.Message.Spent;
        if (context.Message.NothingToFollow)
            Fail(context.Saga, MissionOutcome.Answered, context.Message.Reason);
        else
            Fail(context.Saga, MissionOutcome.Failed, $"the words of the change could not be written: {context.Message.Reason}");
    }

    public void AskForEvidence(BehaviorContext<MissionState> context)
    {
        var (mission, start) = (context.Saga, context.Saga.Start);
        context.Heart().Send(
            Endpoints.Tester,
            new TestCommit(start.MissionId, start.MissionId, mission.Reworks + 1, start.Team, mission.Repository!.Mirror, mission.Docs!.Change, Contract(mission), mission.Plan?.Tests ?? Tests(start), Endpoints.Missions) { WrittenTests = mission.WrittenTests });
    }

    /// <summary>Only what the tester saw and signed at this very commit opens the gate.</summary>
    public async Task PassGate(BehaviorContext<MissionState, CommitTested> context)
    {
        var (mission, tested) = (context.Saga, context.Message);
        mission.Tested = tested;
        Append(context, new EvidenceSeen(tested.MissionId, tested.Commit, tested.OnBase, tested.OnHead));
        var forged = await verifier.Refused([.. tested.OnBase, .. tested.OnHead], context.CancellationToken);
        var gate = forged is null ? MissionDecision.Gate(mission) : new Gate.GateDecision(false, [forged]);
        Append(context, new GateDecided(tested.MissionId, tested.Commit, gate.Opened, gate.Reasons));
        if (!gate.Opened)
            Fail(mission, MissionOutcome.NotFixed, string.Join("; ", gate.Reasons));
    }

    public void BlameTester(BehaviorContext<MissionState, CommitNotTested> context) => Fail(context.Saga, MissionOutcome.Failed, context.Message.Reason);

    public async Task AskToPublish(BehaviorContext<MissionState> context)
    {
        var (mission, start, docs) = (context.Saga, context.Saga.Start, context.Saga.Docs!);
        var own = PublishedBranch.Own(start);
        context.Heart().Send(
            Endpoints.Publisher,
            new PublishChange(start.MissionId, start.Team, start.Repository, mission.Repository!.Mirror, mission.Repository.BaseCommit, docs.Change.Commit, docs.Change.Pack, PublishedBranch.Of(mission), Endpoints.Missions)
            {
                Replaces = mission.Published?.Commit ?? (own is null ? null : mission.Repository.BaseCommit),
                PullRequest = own is null && PublishedBranch.MayHaveForge(start.Repository) ? await PullRequest(context) : null,
            });
    }

    public void RememberBranch(BehaviorContext<MissionState, ChangePublished> context)
    {
        var (mission, branch) = (context.Saga, context.Message);
        (mission.Published, mission.PublishedFrom) = (branch, mission.Docs!.Change.Commit);
        Append(context, new BranchPublished(branch.MissionId, branch.Branch, branch.Commit, branch.Url) { PullRequest = branch.PullRequest });
        if (branch.PullRequest is null)
        {
            End(mission, MissionOutcome.Published, "");
            return;
        }

        mission.PublishedChange = new PublishedChange(mission.Change, mission.FeatureOnBase, mission.FeatureOnHead, mission.Findings.Count, mission.Docs, mission.Tested!);
        Reworking.Finish(context);
        pullRequest.HearKept(context);
    }

    public void BlamePublisher(BehaviorContext<MissionState, PublishingRefused> context) => Fail(context.Saga, MissionOutcome.Failed, $"not published: {context.Message.Reason}");

    /// <summary>What still runs for the mission is stopped; the mission ends when it has said what it cost, or soon if it does not.</summary>
    public void Stop(BehaviorContext<MissionState> context)
    {
        MissionRuns.Stop(context.Saga, context.Heart());
        MissionSteering.LookAgain(context, time.GetUtcNow() + MissionDecision.LongestStep(nameof(MissionStateMachine.Stopping)));
    }

    /// <summary>Whatever still runs for the mission is stopped, and whoever asked is told.</summary>
    public void Conclude(BehaviorContext<MissionState> context)
    {
        var (mission, start, heart) = (context.Saga, context.Saga.Start, context.Heart());
        var done = mission.Outcome == MissionOutcome.Answered || (mission.Outcome == MissionOutcome.Published && mission.Rework is null);
        if (!done && mission.AwaitsCost is null)
            MissionRuns.Stop(mission, heart);
        Append(context, new MissionConcluded(start.MissionId, mission.Outcome!.Value, mission.Reason, mission.Leads, mission.Spent));
        PullRequestLife.TakeLeave(context);
        TellEnd(context);
    }

    public void Accept(BehaviorContext<MissionState> context) =>
        context.Heart().Send(Endpoints.Signals, new MissionAccepted(context.Saga.Start.MissionId, context.Saga.Start.SignalId));

    public void TellEnd(BehaviorContext<MissionState> context) =>
        context.Heart().Send(Endpoints.Signals, new MissionEnded(context.Saga.Start.MissionId, context.Saga.Start.SignalId, context.Saga.Outcome!.Value, context.Saga.Reason));

    public bool IsCurrentFeature(BehaviorContext<MissionState, FeatureDone> context) => context.Saga.FeatureId == context.Message.FeatureId;

    public bool IsCurrentFeature(BehaviorContext<MissionState, FeatureNotDone> context) => context.Saga.FeatureId == context.Message.FeatureId;

    public bool IsCurrentCommit(BehaviorContext<MissionState, CommitTested> context) => context.Saga.Docs?.Change.Commit == context.Message.Commit;

    public bool IsCurrentCommit(BehaviorContext<MissionState, CommitNotTested> context) => context.Saga.Docs?.Change.Commit == context.Message.Commit;

    internal static void End(MissionState mission, MissionOutcome outcome, string reason) => (mission.Outcome, mission.Reason, mission.StayWhereItIs) = (outcome, reason, false);

    /// <summary>A rework that fails is given up, and what is published stays; anything else is the end.</summary>
    internal static void Fail(MissionState mission, MissionOutcome outcome, string reason)
    {
        if (mission.Rework is null)
            End(mission, outcome, reason);
        else
            (mission.Rework, mission.StayWhereItIs) = (mission.Rework with { GivenUp = reason }, false);
    }

    internal static void Append(BehaviorContext<MissionState> context, object said) => context.Heart().Append(context.Saga.CorrelationId, StreamType, said);

    /// <summary>The plan with the tests that were written; what nothing proves is taken out of it, and said.</summary>
    private static void Cover(BehaviorContext<MissionState> context, IReadOnlyList<Assertion> covered, Func<string, string> why, Change? change, Spending spent)
    {
        var (mission, plan) = (context.Saga, context.Saga.Plan!);
        var left = PlanCoverage.Of(plan.Features, plan.Contract, covered, why);
        mission.Plan = plan with { Features = left.Features, Contract = left.Contract };
        mission.Findings.AddRange(left.Uncovered.Select(one => new Finding(Severity.Warning, "not-covered", "", 0, $"{one.Id} is not proven, and no part of this change: {one.Statement} ({one.Why})")));
        Append(context, new TestsAdded(mission.CorrelationId, change, left.Features, left.Contract, left.Uncovered, left.LeftOut, spent));
        if (left.Features.Count == 0)
            End(mission, MissionOutcome.NotFixed, $"nothing that was planned can be proven: {string.Join("; ", left.Uncovered.Select(one => $"{one.Id}: {one.Why}"))}");
    }

    private async Task<PullRequestText> PullRequest(BehaviorContext<MissionState> context)
    {
        var (mission, start, docs) = (context.Saga, context.Saga.Start, context.Saga.Docs!);
        var description = await blobs.ReadText(start.Team, docs.Description, context.CancellationToken);
        var body = context.Heart().Put(start.Team, System.Text.Encoding.UTF8.GetBytes(PullRequestBody.Of(mission, description, link.Of(start.MissionId))), "text/markdown; charset=utf-8");
        return new PullRequestText(docs.Title, body, PullRequestBody.Closes(mission));
    }

    private static IReadOnlyList<Assertion> ContractOf(PlannedFeature feature, MissionPlanned plan) => feature.Assertions is { Count: > 0 } named
        ? [.. plan.Contract.Where(assertion => named.Contains(assertion.Id, StringComparer.Ordinal))]
        : plan.Contract;

    private static IReadOnlyList<Assertion> Contract(MissionState mission) => mission.Plan?.Contract ?? [];

    private static TestSettings Tests(StartMission start) => new(start.TestCommand, start.TestCommand is not null);

    private MissionLimits Remaining(MissionState mission) => Remaining(mission, time.GetUtcNow());

    /// <summary>What is left of the mission's limits for the next piece of work. Where its time stands still, that it goes on adds all of it, to the mission and to its runs.</summary>
    internal static MissionLimits Remaining(MissionState mission, DateTimeOffset now)
    {
        var left = mission.TimeUpAt - (mission.StandsSince is { } since && since < now ? since : now);
        return mission.Start.Limits with { Time = left > TimeSpan.Zero ? left : TimeSpan.Zero, Usd = Math.Max(0, mission.Start.Limits.Usd - mission.Spent.Usd) };
    }
}
