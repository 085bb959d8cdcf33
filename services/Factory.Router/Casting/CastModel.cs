using Factory.Contracts.Runs;

namespace Factory.Router.Casting;

internal enum Provider
{
    Mechanic = 1,

    /// <summary>Chat Completions as servers other than OpenAI's speak it (vLLM, Ollama, DeepSeek, OpenRouter).</summary>
    OpenAiCompatible = 2,

    /// <summary>OpenAI's Chat Completions.</summary>
    OpenAi = 3,

    OpenAiResponses = 4,

    /// <summary>Chat Completions of a deployment on Azure; the model's name is the deployment's.</summary>
    AzureOpenAi = 5,

    /// <summary>Anthropic's Messages.</summary>
    Anthropic = 6,
}

/// <summary>How a model is told of tools and calls them.</summary>
internal enum Dialect
{
    /// <summary>As the provider's protocol does it.</summary>
    NativeTools = 1,

    /// <summary>Tools described in the rules, calls as tagged text.</summary>
    TaggedText = 2,

    /// <summary>One block of shell commands an answer; for models that manage no more.</summary>
    ShellLoop = 3,
}

/// <param name="InputUsd">US dollars per million input tokens.</param>
/// <param name="OutputUsd">US dollars per million output tokens.</param>
internal sealed record Price(decimal InputUsd, decimal OutputUsd)
{
    private const decimal Million = 1_000_000m;

    /// <summary>What providers that count writes to their cache ask for them, as a multiple of input.</summary>
    private const decimal CacheWriteFactor = 1.25m;

    /// <summary>US dollars per million input tokens that the provider read from its cache. Default: as other input.</summary>
    public decimal CachedInputUsd { get; init; } = InputUsd;

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
    /// <summary>Overrides what the model's card says; null for as the card says, native tools without a card.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>Whether answers are streamed; null for as the card says, and without a card for the protocols that always can.</summary>
    public bool? Streaming { get; init; }

    /// <summary>Longest silence in a streamed answer. Default 5 minutes: some models think for long before the first byte.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The <c>api-version</c> of a deployment on Azure.</summary>
    public string ApiVersion { get; init; } = "2024-10-21";

    public const string MechanicName = "builtin/mechanic";

    /// <summary>The built-in model: free, instant, always there.</summary>
    public static readonly CastModel Mechanic = new(
        MechanicName, Provider.Mechanic, null, ApiKey.None, MechanicName, new Price(0, 0), int.MaxValue, int.MaxValue, TimeSpan.FromMinutes(1), 1, TimeSpan.Zero);
}
