using Factory.Contracts.Runs;
using Factory.Router.Casting;

namespace Factory.Router.Ledger;

/// <summary>Holds what a provider says it counted against what can be: numbers that cannot be neither make money nor ruin a budget.</summary>
internal static class UsageCheck
{
    /// <summary>Our own count of the input, and what the casting says of the model, may be off by this much.</summary>
    private const int Doubt = 16;

    /// <param name="estimate">What the call was reserved for.</param>
    /// <returns>The same usage, or where it cannot be an estimate that is marked so.</returns>
    public static Usage Sane(Usage counted, Usage estimate, CastModel model)
    {
        var mostInput = Doubt * Math.Max(estimate.InputTokens, model.ContextTokens);
        var mostOutput = (long)Doubt * Math.Max(estimate.OutputTokens, model.MaxOutputTokens);
        var input = Within(counted.InputTokens, mostInput, estimate.InputTokens);
        var output = Within(counted.OutputTokens, mostOutput, estimate.OutputTokens);
        var cached = Within(counted.CachedTokens, input, 0);
        var written = Within(counted.CacheWriteTokens, input - cached, 0);
        var sane = counted with { InputTokens = input, OutputTokens = output, CachedTokens = cached, CacheWriteTokens = written };
        return sane == counted ? counted : sane with { Estimated = true };
    }

    private static long Within(long counted, long most, long otherwise) => counted >= 0 && counted <= most ? counted : otherwise;
}
