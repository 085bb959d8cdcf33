using System.Text;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Droids.Evidencing;
using Factory.Messaging;
using Factory.Planner.Gate;
using MassTransit;

namespace Factory.Planner.Features;

/// <summary>The verbs of a feature: what is asked of whom, and what is remembered of the answers.</summary>
internal sealed class FeatureSteps(EvidenceVerifier verifier, TimeProvider time)
{
    private const string StreamType = "feature";

    public void RememberOrder(BehaviorContext<FeatureState, StartFeature> context)
    {
        var start = context.Message;
        context.Saga.Start = FeatureSteering.WithEarly(context.Saga, start);
        context.Saga.Reasons = start.Reasons;
        Append(context, new FeatureOpened(start.MissionId, start.FeatureId, start.Team, start.Title, start.Previous?.Commit ?? start.BaseCommit));
        context.Heart().Send(Endpoints.Features, new CheckFeature(start.FeatureId), time.GetUtcNow() + FeatureDecision.LongestStep);
    }

    public void Decide(BehaviorContext<FeatureState> context)
    {
        if (context.Saga.StayWhereItIs)
            return;
        context.Saga.Next = FeatureDecision.Next(context.Saga);
        context.Saga.StepSince = time.GetUtcNow();
    }

    public void AskForCode(BehaviorContext<FeatureState> context)
    {
        var (feature, start) = (context.Saga, context.Saga.Start);
        Append(context, new CodeRequested(start.MissionId, start.FeatureId, feature.Attempt, feature.Reasons));
        context.Heart().Send(
            Endpoints.Coder,
            new WriteCode(start.MissionId, start.FeatureId, start.Team, feature.Attempt, start.Mirror, start.BaseCommit, start.Title, start.Report, start.Plan, start.Contract, start.Tests, FeatureSteering.Left(feature), feature.Reasons, feature.Previous ?? start.Previous, Endpoints.Features) { WriteSet = start.WriteSet, Said = context.Saga.Said });
    }

    public void RememberCode(BehaviorContext<FeatureState, CodeWritten> context)
    {
        var (feature, code) = (context.Saga, context.Message);
        feature.Written = code;
        feature.Spent += code.Spent;
        Append(context, new CodeReceived(code.MissionId, code.FeatureId, code.Attempt, code.Change, code.Claims, code.Spent));
    }

    public void EndWithoutCode(BehaviorContext<FeatureState, CodeNotWritten> context)
    {
        var (feature, answer) = (context.Saga, context.Message);
        feature.Spent += answer.Spent;
        feature.Leads = answer.Findings;
        Append(context, new CodeRefused(answer.MissionId, answer.FeatureId, answer.Attempt, answer.Outcome, answer.Reason, answer.Findings, answer.Spent));
        End(feature, answer.Outcome is RunOutcome.Failed or RunOutcome.ModelUnavailable or RunOutcome.WorkspaceLost, answer.Reason);
    }

    public void AskForEvidence(BehaviorContext<FeatureState> context)
    {
        var (feature, start) = (context.Saga, context.Saga.Start);
        context.Heart().Send(
            Endpoints.Tester,
            new TestCommit(start.MissionId, start.FeatureId, feature.Attempt, start.Team, start.Mirror, feature.Written!.Change, start.Contract, start.Tests, Endpoints.Features) { WrittenTests = start.WrittenTests });
    }

    /// <summary>What was seen decides, not what was claimed.</summary>
    public async Task JudgeEvidence(BehaviorContext<FeatureState, CommitTested> context)
    {
        var (feature, tested) = (context.Saga, context.Message);
        var forged = await verifier.Refused([.. tested.OnBase, .. tested.OnHead], context.CancellationToken);
        var gate = forged is null ? GateRules.Decide(feature.Written!.Change, feature.Start.Contract, tested.OnBase, tested.OnHead, []) : new GateDecision(false, [forged]);
        feature.Tested = tested;
        Append(context, new FeatureTested(tested.MissionId, tested.SubjectId, tested.Attempt, tested.Commit, gate.Opened, tested.OnBase, tested.OnHead));
        if (!gate.Opened)
            SendBack(context, gate.Reasons);
    }

    public void BlameTester(BehaviorContext<FeatureState, CommitNotTested> context) => End(context.Saga, failed: true, context.Message.Reason);

    public void AskForReview(BehaviorContext<FeatureState> context)
    {
        var (feature, start) = (context.Saga, context.Saga.Start);
        context.Heart().Send(
            Endpoints.Reviewer,
            new ReviewCommit(start.MissionId, start.FeatureId, feature.Attempt, start.Team, start.Mirror, feature.Written!.Change, start.Title, start.Report, start.Contract, start.WriteSet, start.Tests, FeatureSteering.Left(feature), Endpoints.Features) { Before = start.Previous, Said = context.Saga.Said });
    }

    public void JudgeReview(BehaviorContext<FeatureState, CommitReviewed> context)
    {
        var (feature, review) = (context.Saga, context.Message);
        feature.Reviewed = review;
        feature.Spent += review.Spent;
        Append(context, new FeatureReviewed(review.MissionId, review.FeatureId, review.Attempt, review.Commit, review.Approved, review.Findings, review.Spent) { Dropped = review.Dropped });
        if (review.Approved)
            feature.Done = true;
        else
            SendBack(context, [.. review.Findings.Select(finding => $"review ({finding.Rule}) {finding.Path}:{finding.Line}: {finding.Message}{(finding.Trigger is null ? "" : $" Shown by: {finding.Trigger}")}")]);
    }

    public void BlameReviewer(BehaviorContext<FeatureState, CommitNotReviewed> context)
    {
        context.Saga.Spent += context.Message.Spent;
        End(context.Saga, failed: true, $"not reviewed: {context.Message.Reason}");
    }

    public void Cancel(BehaviorContext<FeatureState> context)
    {
        var feature = context.Saga;
        End(feature, failed: false, "cancelled");
        feature.AwaitsCost = feature.CurrentState is nameof(FeatureStateMachine.Coding) or nameof(FeatureStateMachine.Reviewing);
        if (feature.AwaitsCost)
            context.Heart().Send(Endpoints.Features, new CheckFeature(feature.CorrelationId), time.GetUtcNow() + FeatureDecision.LongestStop);
        context.Heart().CancelWork(feature.CorrelationId);
        foreach (var (endpoint, run) in Runs(feature))
            context.Heart().Send(endpoint, new CancelRun(run));
    }

    public void AddCost(FeatureState feature, Spending spent)
    {
        feature.Spent += spent;
        feature.AwaitsCost = false;
    }

    public void WaitNoLonger(BehaviorContext<FeatureState> context)
    {
        var feature = context.Saga;
        feature.StayWhereItIs = time.GetUtcNow() < feature.StepSince + FeatureDecision.LongestStop;
        feature.AwaitsCost = feature.StayWhereItIs;
    }

    /// <summary>Its cancelling came before its order: nothing was begun.</summary>
    public void AnswerCancelled(BehaviorContext<FeatureState, StartFeature> context)
    {
        var start = context.Message;
        if (context.Saga.Start is null)
            context.Heart().Send(start.ReplyTo, new FeatureNotDone(start.MissionId, start.FeatureId, Failed: false, "cancelled", Findings: null, Spending.None));
    }

    public void CheckProgress(BehaviorContext<FeatureState> context)
    {
        var (feature, now) = (context.Saga, time.GetUtcNow());
        var stepUpAt = feature.StepSince + FeatureDecision.LongestStep;
        feature.StayWhereItIs = now < stepUpAt || feature.Paused;
        if (feature.StayWhereItIs)
            context.Heart().Send(Endpoints.Features, new CheckFeature(feature.CorrelationId), feature.Paused ? now + FeatureDecision.LongestStep : stepUpAt);
        else
            End(feature, failed: true, $"no answer while {feature.CurrentState.ToLowerInvariant()}");
    }

    public void Conclude(BehaviorContext<FeatureState> context)
    {
        var (feature, start) = (context.Saga, context.Saga.Start);
        if (start is null)
            return;
        Append(context, new FeatureClosed(start.MissionId, start.FeatureId, feature.Done == true, feature.Reason));
        if (feature.Done == true)
            context.Heart().Send(start.ReplyTo, new FeatureDone(start.MissionId, start.FeatureId, feature.Written!.Change, feature.Tested!.OnBase, feature.Tested.OnHead, feature.Reviewed!.Findings, feature.Spent));
        else
            context.Heart().Send(start.ReplyTo, new FeatureNotDone(start.MissionId, start.FeatureId, feature.Failed, feature.Reason, feature.Leads, feature.Spent));
    }

    public bool IsCurrentAttempt(BehaviorContext<FeatureState, CodeWritten> context) => context.Message.Attempt == context.Saga.Attempt;

    public bool IsCurrentAttempt(BehaviorContext<FeatureState, CodeNotWritten> context) => context.Message.Attempt == context.Saga.Attempt;

    public bool IsCurrentCommit(BehaviorContext<FeatureState, CommitTested> context) => IsCurrent(context.Saga, context.Message.Commit);

    public bool IsCurrentCommit(BehaviorContext<FeatureState, CommitNotTested> context) => IsCurrent(context.Saga, context.Message.Commit);

    public bool IsCurrentCommit(BehaviorContext<FeatureState, CommitReviewed> context) => IsCurrent(context.Saga, context.Message.Commit);

    public bool IsCurrentCommit(BehaviorContext<FeatureState, CommitNotReviewed> context) => IsCurrent(context.Saga, context.Message.Commit);

    private static bool IsCurrent(FeatureState feature, string commit) => feature.Written?.Change.Commit == commit;

    /// <summary>Another attempt with the reasons, or the honest end when there were enough.</summary>
    private static void SendBack(BehaviorContext<FeatureState> context, IReadOnlyList<string> reasons)
    {
        var feature = context.Saga;
        if (feature.Attempt >= FeatureDecision.Attempts)
        {
            End(feature, failed: false, $"given up after {feature.Attempt} attempts: {string.Join("; ", reasons)}");
            return;
        }

        feature.Attempt++;
        feature.Reasons = context.Heart().Put(feature.Start.Team, Encoding.UTF8.GetBytes(string.Join('\n', reasons.Select(reason => $"- {reason}"))), "text/plain; charset=utf-8");
        (feature.Previous, feature.Written, feature.Tested, feature.Reviewed) = (feature.Written!.Change, null, null, null);
    }

    private static void End(FeatureState feature, bool failed, string reason) => (feature.Done, feature.Failed, feature.Reason, feature.StayWhereItIs) = (false, failed, reason, false);

    private static void Append(BehaviorContext<FeatureState> context, object said) => context.Heart().Append(context.Saga.CorrelationId, StreamType, said);

    internal static IEnumerable<(string Endpoint, Guid RunId)> Runs(FeatureState feature)
    {
        if (feature is { Start: not null, Written: null })
            yield return (Endpoints.Runs("coder"), RunIds.Coder(feature.CorrelationId, feature.Attempt));
        if (feature is { Tested: not null, Reviewed: null })
        {
            // Which of the two passes is under way the reviewer knows: the other run takes no notice.
            yield return (Endpoints.Runs("reviewer"), RunIds.Reviewer(feature.CorrelationId, feature.Attempt));
            yield return (Endpoints.Runs("reviewer"), RunIds.Validation(feature.CorrelationId, feature.Attempt));
        }
    }
}
