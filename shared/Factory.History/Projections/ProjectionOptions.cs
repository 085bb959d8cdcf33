namespace Factory.History.Projections;

/// <summary>How projections run.</summary>
public sealed class ProjectionOptions
{
    /// <summary>Events applied in one transaction. Default 500, from 1.</summary>
    public int BatchSize { get; set; } = 500;

    /// <summary>The longest pause between two looks for new events. Default 250 ms; reached after a few looks that found nothing.</summary>
    public TimeSpan IdlePause { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a process that stands by tries to take over. Default 1 s.</summary>
    public TimeSpan StandbyPause { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often an event that could not be applied is tried again. Default 30 s.</summary>
    public TimeSpan PoisonPause { get; set; } = TimeSpan.FromSeconds(30);
}
