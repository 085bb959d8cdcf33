using System.Text.Json.Serialization;
using Factory.Contracts;
using Factory.Contracts.Features;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using MassTransit;

namespace Factory.Planner.Features;

/// <summary>One feature: what is known of the current attempt. The next step follows from it, see <see cref="FeatureDecision"/>.</summary>
internal sealed class FeatureState : SagaStateMachineInstance
{
    public Guid CorrelationId { get; set; }

    public string CurrentState { get; set; } = "";

    /// <summary>Null only as long as the order has not arrived: what steers the feature may overtake it.</summary>
    public StartFeature Start { get; set; } = null!;

    /// <summary>1 for the first; each rework counts one more.</summary>
    public int Attempt { get; set; } = 1;

    /// <summary>Why the attempt before, or what was published before, was sent back.</summary>
    public BlobRef? Reasons { get; set; }

    /// <summary>What the attempt before changed, to go on from.</summary>
    public Change? Previous { get; set; }

    public CodeWritten? Written { get; set; }

    public CommitTested? Tested { get; set; }

    public CommitReviewed? Reviewed { get; set; }

    public Spending Spent { get; set; } = Spending.None;

    public DateTimeOffset StepSince { get; set; }

    public bool Paused { get; set; }

    /// <summary>When the latest pause or resumption was asked for; one of before that comes now is late.</summary>
    public DateTimeOffset SteeredAt { get; set; }

    /// <summary>What people said, for the droids that start later; those under way were told.</summary>
    public List<Said> Said { get; set; } = [];

    /// <summary>The latest change of limits; one that was asked for before it is late.</summary>
    public LimitFeature? Limited { get; set; }

    /// <summary>Set when the feature is over: true when it is in.</summary>
    public bool? Done { get; set; }

    /// <summary>Whether it was cancelled, and the run that was stopped has not said yet what it cost.</summary>
    public bool AwaitsCost { get; set; }

    /// <summary>Whether something broke, as against an honest "not done".</summary>
    public bool Failed { get; set; }

    public string Reason { get; set; } = "";

    public BlobRef? Leads { get; set; }

    [JsonIgnore]
    public FeatureStep Next { get; set; }

    /// <summary>Set while a message is handled that leaves the feature waiting for what it waits for.</summary>
    [JsonIgnore]
    public bool StayWhereItIs { get; set; }
}
