using MassTransit;

namespace Factory.SignalIntake.Judging;

internal sealed class SignalState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    public string Team { get; set; } = "";

    /// <summary>The mission that was asked for; null when the signal caused none.</summary>
    public Guid? MissionId { get; set; }

    /// <summary>How often the mission was asked for.</summary>
    public int Asked { get; set; }

    /// <summary>When the mission is asked for again unless something was heard of it.</summary>
    public DateTimeOffset AskAgainAt { get; set; }
}
