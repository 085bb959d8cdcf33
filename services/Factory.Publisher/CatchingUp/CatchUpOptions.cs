namespace Factory.Publisher.CatchingUp;

/// <param name="Every">How often missed deliveries are looked for.</param>
internal sealed record CatchUpOptions(TimeSpan Every)
{
    /// <summary>Failed deliveries are found soon, and a few hundred requests a day are nothing to a limit of thousands an hour.</summary>
    public static readonly CatchUpOptions Default = new(TimeSpan.FromMinutes(5));
}
