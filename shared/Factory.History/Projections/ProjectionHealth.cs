namespace Factory.History.Projections;

/// <summary>How a projection is doing in this process.</summary>
/// <param name="Name">The projection.</param>
/// <param name="State">What it does.</param>
/// <param name="Position">Sequence number of the last event it applied, as this process knows it.</param>
/// <param name="Error">What is wrong and where; null when nothing is.</param>
public sealed record ProjectionHealth(string Name, ProjectionState State, long Position, string? Error);

/// <summary>What a projection does in a process.</summary>
public enum ProjectionState
{
    /// <summary>Another process runs it; this one takes over when that one ends.</summary>
    Standby = 1,

    /// <summary>Runs here.</summary>
    Running = 2,

    /// <summary>The database does not answer; tried again.</summary>
    Disconnected = 3,

    /// <summary>An event cannot be applied. Nothing after it is applied until a version that can is started; tried again now and then.</summary>
    Stopped = 4,

    /// <summary>A newer version of the projection has run; this one leaves its rows alone.</summary>
    Superseded = 5,
}
