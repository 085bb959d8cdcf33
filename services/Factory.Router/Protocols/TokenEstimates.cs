using System.Collections.Concurrent;
using Factory.Router.Casting;

namespace Factory.Router.Protocols;

/// <summary>How many tokens bytes are to each model: by its family first, then as its provider counts.</summary>
internal sealed class TokenEstimates
{
    private readonly ConcurrentDictionary<string, TokenEstimate> models = new(StringComparer.Ordinal);

    public TokenEstimate For(CastModel model) => models.GetOrAdd($"{model.BaseUrl} {model.Model}", static (_, model) => new TokenEstimate(Family(model.Model)), model);

    /// <summary>Bytes of JSON and code a token, measured over transcripts; English prose has more.</summary>
    private static double Family(string model) =>
        model.Contains("claude", StringComparison.OrdinalIgnoreCase) ? 3.4
        : Contains(model, "llama", "mistral", "qwen", "deepseek", "gemma", "glm", "kimi") ? 3.7
        : 4.0;

    private static bool Contains(string model, params ReadOnlySpan<string> families)
    {
        foreach (var family in families)
        {
            if (model.Contains(family, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}

/// <summary>Tokens of one model. Learns from each answer, the latest most.</summary>
internal sealed class TokenEstimate(double bytesPerToken)
{
    /// <summary>Below this the provider's own words around a request weigh too much.</summary>
    private const long LeastBytes = 2_000;

    private const double Weight = 0.2;
    private const double Least = 1;
    private const double Most = 12;

    private double current = bytesPerToken;

    public long Tokens(long bytes) => (long)(bytes / Volatile.Read(ref current));

    /// <summary>How many bytes make so many tokens.</summary>
    public long Bytes(long tokens) => (long)(tokens * Volatile.Read(ref current));

    /// <summary>Takes in that the provider counted so many tokens for so many bytes. What cannot be is passed over.</summary>
    public void Learn(long bytes, long tokens)
    {
        if (bytes < LeastBytes || tokens <= 0 || (double)bytes / tokens is not (>= Least and <= Most))
            return;

        // Two that learn at once may lose one of the two.
        Volatile.Write(ref current, Volatile.Read(ref current) * (1 - Weight) + (double)bytes / tokens * Weight);
    }
}
