namespace Factory.Messaging;

/// <summary>Makes delivery as bad as a transport may ever be, so that tests see what the services make of it. Configured as <c>Factory:Heart:Faults</c>; never in production.</summary>
public sealed class FaultInjection
{
    /// <summary>Every message is delivered twice. Default false.</summary>
    public bool Duplicates { get; set; }

    /// <summary>Each delivery waits a random time up to this, so that messages overtake each other. Default zero.</summary>
    public TimeSpan LongestDelay { get; set; }

    /// <summary>A message whose envelope contains this text kills the process that is about to handle it. Default null.</summary>
    public string? CrashOn { get; set; }

    /// <summary>The only endpoint where that happens. Default null: all.</summary>
    public string? CrashAt { get; set; }
}
