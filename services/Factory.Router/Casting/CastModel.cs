using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>One model that roles can be cast with.</summary>
internal sealed record CastModel
{
    public const string MechanicName = "builtin/mechanic";

    /// <summary>The built-in model: free, instant, always there.</summary>
    public static readonly CastModel Mechanic = new()
    {
        Name = MechanicName, Provider = Provider.Mechanic, Model = MechanicName, Price = Price.Free, SelfHosted = true, ContextTokens = int.MaxValue, MaxOutputTokens = int.MaxValue,
        Timeout = TimeSpan.FromMinutes(1), Attempts = 1,
    };

    /// <summary>The name in the configuration; what history shows.</summary>
    public required string Name { get; init; }

    public required Provider Provider { get; init; }

    /// <summary>The provider's own name of the model.</summary>
    public required string Model { get; init; }

    public required Price Price { get; init; }

    /// <summary>Null for the mechanic only.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Where the key is kept.</summary>
    public KeySource KeySource { get; init; } = KeySource.None;

    /// <summary>The key as it was found there; never part of what is recorded.</summary>
    public ApiKey Key { get; init; } = ApiKey.None;

    /// <summary>What the model reads at most.</summary>
    public int ContextTokens { get; init; } = 128_000;

    /// <summary>What one answer may be at most.</summary>
    public int MaxOutputTokens { get; init; } = 16_000;

    /// <summary>Where it runs, for example <c>eu</c>; null for unknown.</summary>
    public string? Region { get; init; }

    /// <summary>Whether what it is sent stays with those who run the factory.</summary>
    public bool SelfHosted { get; init; }

    /// <summary>Overrides what the model's card says; null for as the card says, native tools without a card.</summary>
    public Dialect? Dialect { get; init; }

    /// <summary>Whether answers are streamed; null for as the card says, and without a card for the protocols that always can.</summary>
    public bool? Streaming { get; init; }

    /// <summary>Whether it has native tool calls; null for as the card says.</summary>
    public bool? Tools { get; init; }

    /// <summary>Whether one answer may call more than one tool; null for as the card says.</summary>
    public bool? ParallelCalls { get; init; }

    /// <summary>Whether answers can be held to a JSON schema; null for as the card says.</summary>
    public bool? JsonSchema { get; init; }

    /// <summary>The <c>api-version</c> of a deployment on Azure.</summary>
    public string ApiVersion { get; init; } = "2024-10-21";

    /// <summary>How well it works, 0 to 1, as the operator sees it; null for unknown.</summary>
    public double? Performance { get; init; }

    /// <summary>Output tokens a second; null for unknown.</summary>
    public double? Speed { get; init; }

    /// <summary>For one call, from the first byte sent to the last received.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Longest silence in a streamed answer. Default 5 minutes: some models think for long before the first byte.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Calls at most where a failure may pass, the first included.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Before the second attempt; doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Calls at once from one process; null for any number.</summary>
    public int? Parallel { get; init; }
}
