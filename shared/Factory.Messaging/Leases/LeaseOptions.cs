namespace Factory.Messaging.Leases;

/// <summary>How leased work is tended. Register an instance to change it.</summary>
public sealed record LeaseOptions
{
    /// <summary>How often waiting work is looked for, and whether work under way was cancelled elsewhere; default 500 ms, 10 ms to 1 minute.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Wait before the second attempt; it doubles with each further one. Default 1 s.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait between two attempts; default 1 minute.</summary>
    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long work under way may go on when the process stops, before it is left to another; default 5 s.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Recordings that are written at once; default 16. Each takes a connection for its transaction.</summary>
    public int Recordings { get; init; } = 16;
}
