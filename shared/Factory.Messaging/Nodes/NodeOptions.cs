namespace Factory.Messaging.Nodes;

/// <summary>How a node shows that it lives. The same for all nodes of a database. Register an instance to change it.</summary>
public sealed record NodeOptions
{
    /// <summary>How often it renews its row; default 5 s. A third of <see cref="Expiry"/> or less.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When others take it for dead after its last renewal; default 15 s. What it had under way is then taken over.</summary>
    public TimeSpan Expiry { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>No other process may use the database: what another node left there is taken over at the start, without waiting for its expiry. Default false.</summary>
    public bool Alone { get; init; }
}
