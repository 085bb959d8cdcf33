namespace Factory.Router.Casting;

internal enum Provider
{
    Mechanic = 1,
    OpenAiCompatible = 2,
}

/// <param name="InputUsd">US dollars per million input tokens.</param>
/// <param name="OutputUsd">US dollars per million output tokens.</param>
internal sealed record Price(decimal InputUsd, decimal OutputUsd)
{
    private const decimal Million = 1_000_000m;

    public decimal Of(long inputTokens, long outputTokens) => (inputTokens * InputUsd + outputTokens * OutputUsd) / Million;

    /// <summary>How many output tokens a budget leaves after the input is paid; never more than <paramref name="most"/>.</summary>
    public int OutputTokensFor(decimal budgetUsd, long inputTokens, int most)
    {
        var left = budgetUsd - Of(inputTokens, 0);
        if (left < 0)
        {
            return 0;
        }

        return OutputUsd == 0 ? most : (int)Math.Min(most, Math.Floor(left * Million / OutputUsd));
    }
}

/// <summary>One model that roles can be cast with.</summary>
/// <param name="Name">The name in the configuration; what history shows.</param>
/// <param name="Model">The provider's own name of the model.</param>
/// <param name="ContextTokens">What the model reads at most.</param>
/// <param name="MaxOutputTokens">What one answer may be at most.</param>
/// <param name="Timeout">For one call, from the first byte sent to the last received.</param>
/// <param name="Attempts">Calls at most where a failure may pass, the first included.</param>
/// <param name="RetryDelay">Before the second attempt; doubles, with jitter.</param>
internal sealed record CastModel(
    string Name, Provider Provider, Uri? BaseUrl, ApiKey Key, string Model, Price Price, int ContextTokens, int MaxOutputTokens, TimeSpan Timeout, int Attempts, TimeSpan RetryDelay)
{
    public const string MechanicName = "builtin/mechanic";

    /// <summary>The built-in model: free, instant, always there.</summary>
    public static readonly CastModel Mechanic = new(
        MechanicName, Provider.Mechanic, null, ApiKey.None, MechanicName, new Price(0, 0), int.MaxValue, int.MaxValue, TimeSpan.FromMinutes(1), 1, TimeSpan.Zero);
}
