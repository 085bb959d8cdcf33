using Factory.Settings;

namespace Factory.Router.Casting;

/// <summary>One model under <c>models:</c>; its name is the key it stands at.</summary>
internal sealed class ModelKind : SectionKind<CastModel>
{
    public const string NamePattern = "[A-Za-z0-9][A-Za-z0-9._/@-]{0,99}";

    private static readonly (string Word, Provider Provider)[] Providers =
    [
        ("openai", Provider.OpenAi), ("openai-responses", Provider.OpenAiResponses), ("openai-compatible", Provider.OpenAiCompatible), ("azure", Provider.AzureOpenAi), ("anthropic", Provider.Anthropic),
    ];

    private static readonly SettingsKey<Provider> ProviderKey = new(
        "provider",
        new WordKind<Provider>(Providers),
        "Which protocol the model is spoken to in. The mechanic needs no definition: cast builtin/mechanic.",
        needed: true);

    private static readonly SettingsKey<Uri> BaseUrl = new("baseUrl", UrlKind.Instance, "Address of the API, up to and without /chat/completions. Default: that of OpenAI or Anthropic; of the other providers it must be given.");
    private static readonly SettingsKey<string> ApiKeyFile = new("apiKeyFile", new TextKind(@"[^\x00-\x1f]*[/.][^\x00-\x1f]*", "the path of a file; the key itself is never written here"), "A file that holds the key and nothing else, for example a mounted secret.");
    private static readonly SettingsKey<string> ApiKeyEnvironment = new("apiKeyEnvironment", new TextKind("[A-Za-z_][A-Za-z0-9_]*", "the name of an environment variable; the key itself is never written here", 200), "The environment variable of the router that holds the key.");
    private static readonly SettingsKey<string> Model = new("model", new TextKind(null, "the provider's name of the model", 200), "The provider's own name of the model.", needed: true);
    private static readonly SettingsKey<decimal> InputUsd = new("inputUsdPerMillion", Usd, "US dollars per million input tokens. A model whose price is not known is not called; write 0 for one that costs nothing.");
    private static readonly SettingsKey<decimal> CachedInputUsd = new("cachedInputUsdPerMillion", Usd, "US dollars per million input tokens that the provider reads from its cache. Default: as other input.");
    private static readonly SettingsKey<decimal> OutputUsd = new("outputUsdPerMillion", Usd, "US dollars per million output tokens.");
    private static readonly SettingsKey<int> ContextTokens = new("contextTokens", new NumberKind<int>(1_000, 100_000_000, "tokens"), "What the model reads at most, in tokens. Default: 128000.");
    private static readonly SettingsKey<int> MaxOutputTokens = new("maxOutputTokens", new NumberKind<int>(256, 10_000_000, "tokens"), "What one answer may be at most, in tokens; what is left of a budget lowers it. Default: 16000.");
    private static readonly SettingsKey<string> Region = new("region", RegionText, "Where the model runs, for example eu. Rules compare it exactly; a model without one is in no region.");
    private static readonly SettingsKey<bool> SelfHosted = new("selfHosted", FlagKind.Instance, "Whether what the model is sent stays with you. Default: false.");
    private static readonly SettingsKey<Capabilities> CapabilitiesKey = new("capabilities", new CapabilitiesKind(), "What the model can, where it shall not be as `./factory models probe` finds it.");
    private static readonly SettingsKey<string> ApiVersion = new("apiVersion", new TextKind("[0-9a-z.-]{1,40}", "a version such as 2024-10-21"), "The api-version of a deployment on Azure. Default: 2024-10-21.");
    private static readonly SettingsKey<double> Performance = new("performance", new NumberKind<double>(0, 1, "how well the model works"), "How well the model works, 0 to 1; for policies. Default: unknown, taken for 0.");
    private static readonly SettingsKey<double> Speed = new("speed", new NumberKind<double>(0, 1_000_000, "output tokens a second"), "Output tokens a second; for policies. Default: unknown, taken for 0.");
    private static readonly SettingsKey<TimeSpan> Timeout = new("timeout", new TimeKind(TimeSpan.FromHours(2)), "For one call, from the first byte sent to the last received. Default: 00:15:00; at most 02:00:00.");
    private static readonly SettingsKey<TimeSpan> IdleTimeout = new("idleTimeout", new TimeKind(TimeSpan.FromHours(2)), "How long a call may bring no byte. Default: 00:05:00; at most 02:00:00.");
    private static readonly SettingsKey<int> Attempts = new("attempts", new NumberKind<int>(1, 20, "attempts"), "Calls at most where a failure may pass, the first included. Default: 4.");
    private static readonly SettingsKey<TimeSpan> RetryDelay = new("retryDelay", new TimeKind(TimeSpan.FromMinutes(1)), "Before the second attempt; doubles, with jitter. Default: 00:00:01.");
    private static readonly SettingsKey<int> Parallel = new("parallel", new NumberKind<int>(1, 100_000, "calls at once"), "Calls at once from one process of the router; further ones wait. Default: any number.");

    public ModelKind()
        : base(ProviderKey, BaseUrl, ApiKeyFile, ApiKeyEnvironment, Model, InputUsd, CachedInputUsd, OutputUsd, ContextTokens, MaxOutputTokens, Region, SelfHosted, CapabilitiesKey, ApiVersion, Performance, Speed, Timeout, IdleTimeout, Attempts, RetryDelay, Parallel)
    {
    }

    /// <summary>The name of a region, in models and in rules.</summary>
    public static TextKind RegionText => new("[a-z0-9][a-z0-9-]{0,39}", "the name of a region in lower case, such as eu");

    private static NumberKind<decimal> Usd => new(0, 1_000_000, "an amount in US dollars per million tokens");

    /// <summary>What the file calls a provider.</summary>
    public static string WordOf(Provider provider) => Providers.First(known => known.Provider == provider).Word;

    /// <summary>Where a model says where its key is.</summary>
    public static SettingsNode KeyNode(SettingsNode model) =>
        model is SettingsMap map ? map.Node(ApiKeyFile) ?? map.Node(ApiKeyEnvironment) ?? map : model;

    /// <summary>Named by whoever knows the name it stands at.</summary>
    protected override CastModel Read(SettingsMap map)
    {
        var provider = map.Need(ProviderKey);
        var capabilities = map.Get(CapabilitiesKey, Capabilities.AsProbed);
        var model = new CastModel
        {
            Name = "",
            Provider = provider,
            Model = map.Need(Model),
            Price = ReadPrice(map),
            BaseUrl = DefaultUrl(provider) is { } url ? map.Get(BaseUrl, url) : map.Need(BaseUrl),
            KeySource = ReadKeySource(map),
            Region = map.Get(Region, null),
            SelfHosted = map.Get(SelfHosted, false),
            Dialect = capabilities.Dialect,
            Streaming = capabilities.Streaming,
            Tools = capabilities.Tools,
            ParallelCalls = capabilities.ParallelCalls,
            JsonSchema = capabilities.JsonSchema,
            Performance = map.Has(Performance) ? map.Need(Performance) : null,
            Speed = map.Has(Speed) ? map.Need(Speed) : null,
            Parallel = map.Has(Parallel) ? map.Need(Parallel) : null,
        };
        return model with
        {
            ContextTokens = map.Get(ContextTokens, model.ContextTokens),
            MaxOutputTokens = map.Get(MaxOutputTokens, model.MaxOutputTokens),
            Timeout = map.Get(Timeout, model.Timeout),
            IdleTimeout = map.Get(IdleTimeout, model.IdleTimeout),
            Attempts = map.Get(Attempts, model.Attempts),
            RetryDelay = map.Get(RetryDelay, model.RetryDelay),
            ApiVersion = map.Get(ApiVersion, model.ApiVersion),
        };
    }

    private static Uri? DefaultUrl(Provider provider) => provider switch
    {
        Provider.OpenAi or Provider.OpenAiResponses => new Uri("https://api.openai.com/v1"),
        Provider.Anthropic => new Uri("https://api.anthropic.com"),
        _ => null,
    };

    private static Price ReadPrice(SettingsMap map)
    {
        if (!map.Has(InputUsd) || !map.Has(OutputUsd))
            return Price.Unknown;
        var input = map.Need(InputUsd);
        return new Price(input, map.Need(OutputUsd)) { CachedInputUsd = map.Get(CachedInputUsd, input) };
    }

    private static KeySource ReadKeySource(SettingsMap map)
    {
        if (map.Has(ApiKeyFile) && map.Has(ApiKeyEnvironment))
            throw map.WrongAt(ApiKeyEnvironment, "write either apiKeyFile or apiKeyEnvironment, not both.");
        return new KeySource(map.Get(ApiKeyFile, null), map.Get(ApiKeyEnvironment, null));
    }
}
