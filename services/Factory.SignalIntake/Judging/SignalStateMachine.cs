using Factory.Contracts.Missions;
using Factory.Contracts.Signals;
using MassTransit;

namespace Factory.SignalIntake.Judging;

/// <summary>A signal from when it is stored until whoever sent it has an answer.</summary>
internal sealed class SignalStateMachine : MassTransitStateMachine<SignalState>
{
    public SignalStateMachine(SignalSteps steps)
    {
        InstanceState(signal => signal.CurrentState);
        Event(() => Judge, on => on.CorrelateById(context => context.Message.SignalId).InsertOnInitial = true);
        Event(() => Accepted, on => { on.CorrelateById(context => context.Message.SignalId); on.OnMissingInstance(missing => missing.Fault()); });
        Event(() => Ended, on => { on.CorrelateById(context => context.Message.SignalId); on.OnMissingInstance(missing => missing.Fault()); });
        Event(() => Check, on => { on.CorrelateById(context => context.Message.SignalId); on.OnMissingInstance(missing => missing.Fault()); });

        Initially(
            When(Judge)
                .ThenAsync(steps.Judge)
                .IfElse(
                    context => context.Saga.MissionId is not null,
                    caused => caused.ThenAsync(steps.AskForMission).Then(SignalSteps.Watch).TransitionTo(Asking),
                    ignored => ignored.TransitionTo(Closed)));

        During(Asking,
            Ignore(Judge),
            When(Accepted).Then(steps.ExpectTheEnd).TransitionTo(Working),
            When(Ended).Then(SignalSteps.Answer).TransitionTo(Closed),
            When(Check).If(steps.IsOverdue, overdue => overdue.ThenAsync(steps.AskForMission)).Then(SignalSteps.Watch));

        // Asking again is how a mission whose end was never heard of is found: it answers with its end.
        During(Working,
            Ignore(Judge),
            Ignore(Accepted),
            When(Ended).Then(SignalSteps.Answer).TransitionTo(Closed),
            When(Check).If(steps.IsOverdue, overdue => overdue.ThenAsync(steps.AskForMission)).Then(SignalSteps.Watch));

        During(Closed,
            Ignore(Judge),
            Ignore(Accepted),
            Ignore(Ended),
            Ignore(Check));
    }

    public State Asking { get; } = null!;

    public State Working { get; } = null!;

    public State Closed { get; } = null!;

    public Event<JudgeSignal> Judge { get; } = null!;

    public Event<MissionAccepted> Accepted { get; } = null!;

    public Event<MissionEnded> Ended { get; } = null!;

    public Event<CheckSignal> Check { get; } = null!;
}
