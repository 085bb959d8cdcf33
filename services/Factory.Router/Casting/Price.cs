using Factory.Contracts.Runs;

namespace Factory.Router.Casting;

/// <param name="InputUsd">US dollars per million input tokens.</param>
/// <param name="OutputUsd">US dollars per million output tokens.</param>
internal sealed record Price(decimal InputUsd, decimal OutputUsd)
{
    public static readonly Price Free = new(0, 0);

    /// <summary>Of a model that nobody wrote a price for. It is never called: see <see cref="IsKnown"/>.</summary>
    public static readonly Price Unknown = new(decimal.MaxValue, decimal.MaxValue);

    private const decimal Million = 1_000_000m;

    /// <summary>More than any call can cost; keeps absurd budgets from overflowing.</summary>
    private const decimal LargestBudget = 1_000_000_000m;

    /// <summary>What providers that count writes to their cache ask for them, as a multiple of input.</summary>
    private const decimal CacheWriteFactor = 1.25m;

    /// <summary>US dollars per million input tokens that the provider read from its cache. Default: as other input.</summary>
    public decimal CachedInputUsd { get; init; } = InputUsd;

    public bool IsKnown => InputUsd < decimal.MaxValue;

    /// <summary>What a call costs by what was counted.</summary>
    public decimal Of(Usage usage)
    {
        var plain = Math.Max(0, usage.InputTokens - usage.CachedTokens - usage.CacheWriteTokens);
        var input = plain * InputUsd + usage.CachedTokens * CachedInputUsd + usage.CacheWriteTokens * InputUsd * CacheWriteFactor;
        return (input + usage.OutputTokens * OutputUsd) / Million;
    }

    public decimal Of(long inputTokens, long outputTokens) => (inputTokens * InputUsd + outputTokens * OutputUsd) / Million;

    /// <summary>How many output tokens a budget leaves after the input is paid; never more than <paramref name="most"/>.</summary>
    public int OutputTokensFor(decimal budgetUsd, long inputTokens, int most)
    {
        var left = Math.Min(budgetUsd, LargestBudget) - Of(inputTokens, 0);
        if (left < 0)
        {
            return 0;
        }

        return OutputUsd == 0 ? most : (int)Math.Min(most, Math.Floor(left * Million / OutputUsd));
    }
}
