namespace Factory.Messaging.Leases;

/// <summary>All lanes of this process.</summary>
internal sealed class Lanes(IEnumerable<Lane> lanes)
{
    private readonly Dictionary<(string, string), Lane> _lanes = lanes.ToDictionary(lane => (lane.Name, lane.Kind));

    public IReadOnlyCollection<Lane> All => _lanes.Values;

    public WorkLane<TCommand> Of<TCommand>(string endpoint)
        where TCommand : class =>
        (WorkLane<TCommand>)_lanes[(endpoint, typeof(TCommand).FullName!)];

    /// <summary>Null where this process does not do such work at the endpoint.</summary>
    public WorkLane<TCommand>? Find<TCommand>(string endpoint)
        where TCommand : class =>
        (WorkLane<TCommand>?)_lanes.GetValueOrDefault((endpoint, typeof(TCommand).FullName!));

    /// <summary>What is under way for a key in this process need not wait until the keeper notices that its lease is gone.</summary>
    public void Drop(Guid key)
    {
        foreach (var lane in All)
            lane.DropKey(key);
    }
}
