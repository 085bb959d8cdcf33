using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Factory.ServiceDefaults.Repositories;
using Factory.SignalIntake.Alike;
using Factory.SignalIntake.Deliveries;
using MassTransit;

namespace Factory.SignalIntake.Judging;

/// <summary>The verbs of the signal's state machine.</summary>
internal sealed class SignalSteps(SignalStore store, RepositoryRules rules, TimeProvider time)
{
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromMinutes(10);

    public async Task Judge(BehaviorContext<SignalState, JudgeSignal> context)
    {
        var received = await store.Received(context.Saga.CorrelationId, context.CancellationToken);
        var verdict = Verdict.On(received, rules);
        context.Saga.Team = received.Team;
        context.Saga.MissionId = verdict.MissionId;
        context.Heart().Append(context.Saga.CorrelationId, SignalStore.StreamType, verdict);

        // Signals of webhooks have a row of another id, and its verdict.
        context.Heart().Write(DeliveryCommands.Judged((context.Saga.CorrelationId, new DeliveryVerdict(verdict.Verdict, verdict.Why, received.Title, received.SignalId))));
    }

    /// <summary>The mission's id follows from the signal's, so asking twice starts it once.</summary>
    public async Task AskForMission(BehaviorContext<SignalState> context)
    {
        var signal = context.Saga;
        var received = await store.Received(signal.CorrelationId, context.CancellationToken);
        context.Heart().Send(
            received.Kind == MissionKind.Review ? Endpoints.Reviews : Endpoints.Missions,
            new StartMission(signal.MissionId!.Value, signal.CorrelationId, signal.Team, received.Title, received.Report, received.Repository, received.TestCommand, received.Limits) { Kind = received.Kind, Origin = received.Origin, PullRequest = received.PullRequest });
        signal.Asked++;
        var patience = FirstPatience * Math.Pow(2, Math.Min(signal.Asked - 1, 10));
        signal.AskAgainAt = time.GetUtcNow() + (patience < LongestPatience ? patience : LongestPatience);
    }

    public void ExpectTheEnd(BehaviorContext<SignalState> context) => context.Saga.AskAgainAt = time.GetUtcNow() + LongestPatience;

    public bool IsOverdue(BehaviorContext<SignalState> context) => context.Saga.AskAgainAt <= time.GetUtcNow();

    /// <summary>One watch message a signal: each check sends the next.</summary>
    public static void Watch(BehaviorContext<SignalState> context) =>
        context.Heart().Send(Endpoints.Signals, new CheckSignal(context.Saga.CorrelationId), context.Saga.AskAgainAt);

    public static void Answer(BehaviorContext<SignalState, MissionEnded> context)
    {
        context.Heart().Append(
            context.Saga.CorrelationId,
            SignalStore.StreamType,
            new SignalAnswered(context.Saga.CorrelationId, context.Message.MissionId, context.Message.Outcome, context.Message.Reason));
        context.Heart().Write(SignalTexts.Ended(context.Saga.CorrelationId));
    }
}
