using System.Text.Json.Serialization;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Runs;
using MassTransit;

namespace Factory.Droids.Runs;

/// <summary>One droid run: what the saga remembers between two messages. The transcript is in history, not here.</summary>
public sealed class DroidRunState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    /// <summary>Null only as long as the order has not arrived: what steers the run may overtake it.</summary>
    public StartRun Start { get; set; } = null!;

    /// <summary>Turns answered so far; the first is 1.</summary>
    public int Turn { get; set; }

    /// <summary>The answer whose tool calls are not recorded yet; null between turns.</summary>
    public BlobRef? Answer { get; set; }

    /// <summary>The computer that holds the workspace; null when none does.</summary>
    public Guid? ComputerId { get; set; }

    /// <summary>A computer that was said to be lost before what it said earlier arrived.</summary>
    public Guid? LostComputerId { get; set; }

    /// <summary>The workspace after the last turn that changed it.</summary>
    public Change? Checkpoint { get; set; }

    public Spending Spent { get; set; } = Spending.None;

    /// <summary>Hash of calls and results of the latest turns, oldest first; see <see cref="StuckDetection"/>.</summary>
    public List<string> Fingerprints { get; set; } = [];

    public string CallsFingerprint { get; set; } = "";

    public int SilentTurns { get; set; }

    /// <summary>Hash of the errors of the latest turns, oldest first; empty text for a turn without any.</summary>
    public List<string> Errors { get; set; } = [];

    /// <summary>Turns in a row whose calls could not be read.</summary>
    public int MalformedTurns { get; set; }

    /// <summary>Turns since the workspace changed last.</summary>
    public int UnchangedTurns { get; set; }

    /// <summary>What the run was told when it went round in circles, oldest first: the evidence should it end as stuck.</summary>
    public List<string> Struggles { get; set; } = [];

    /// <summary>The turn after which it was told so last.</summary>
    public int StruggledAt { get; set; }

    /// <summary>How many notes were said to the run.</summary>
    public int Notes { get; set; }

    /// <summary>What the droid asked a person; null when it waits for no answer.</summary>
    public BlobRef? Question { get; set; }

    /// <summary>Computers lost since the last results.</summary>
    public int LostWorkspaces { get; set; }

    /// <summary>How often the step that is waited for was asked for.</summary>
    public int Asks { get; set; }

    public DateTimeOffset StepSince { get; set; }

    public DateTimeOffset TimeUpAt { get; set; }

    public bool Paused { get; set; }

    /// <summary>Since when its time stands still, see <see cref="RunClock"/>; null while it runs.</summary>
    [JsonPropertyName("PausedSince")]
    public DateTimeOffset? StandsSince { get; set; }

    /// <summary>Since when a person is waited for; null before the first question.</summary>
    public DateTimeOffset? WaitsSince { get; set; }

    /// <summary>When the latest pause or resumption was asked for; one of before that comes now is late.</summary>
    public DateTimeOffset SteeredAt { get; set; }

    /// <summary>The latest change of limits; one that was asked for before it is late.</summary>
    public LimitRun? Limited { get; set; }

    public Finish? Finish { get; set; }

    /// <summary>What was decided while this message is handled; not kept.</summary>
    [JsonIgnore]
    public NextStep Next { get; set; }

    /// <summary>Set while a message is handled that leaves the run waiting for what it waits for.</summary>
    [JsonIgnore]
    public bool StayWhereItIs { get; set; }

    public RunOutcome? Outcome { get; set; }

    public string Reason { get; set; } = "";
}
