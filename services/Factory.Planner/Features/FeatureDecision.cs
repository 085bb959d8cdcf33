namespace Factory.Planner.Features;

/// <summary>What a feature does next.</summary>
internal enum FeatureStep
{
    Stay,
    Code,
    Test,
    Review,
    Hold,
    Stop,
    End,
}

/// <summary>Decides the next step of a feature from what is known of its current attempt.</summary>
internal static class FeatureDecision
{
    /// <summary>Attempts at most: the first and two reworks.</summary>
    public const int Attempts = 3;

    /// <summary>Longest wait for an answer; the steps have shorter limits of their own, and the mission a time that stands still while a droid waits for a person, which this does not.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromDays(60);

    /// <summary>Longest wait for what a stopped run cost; less than the mission's own.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(15);

    public static FeatureStep Next(FeatureState feature) => feature switch
    {
        { Done: not null, AwaitsCost: true } => FeatureStep.Stop,
        { Done: not null } => FeatureStep.End,
        { Paused: true } => FeatureStep.Hold,
        { Written: null } => FeatureStep.Code,
        { Tested: null } => FeatureStep.Test,
        { Reviewed: null } => FeatureStep.Review,
        _ => FeatureStep.End,
    };
}
