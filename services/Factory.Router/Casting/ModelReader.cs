using System.Globalization;
using System.Numerics;

namespace Factory.Router.Casting;

/// <summary>Reads one model of the casting.</summary>
internal sealed class ModelReader(CastingSource source, IConfigurationSection section, string key)
{
    private static readonly string[] Known =
    [
        "Provider", "BaseUrl", "ApiKeyFile", "ApiKeyEnvironment", "Model", "InputUsdPerMillion", "OutputUsdPerMillion",
        "ContextTokens", "MaxOutputTokens", "Timeout", "Attempts", "RetryDelay", "CachedInputUsdPerMillion", "Dialect", "Streaming", "IdleTimeout", "ApiVersion",
    ];

    private static readonly Dictionary<string, Provider> Providers = new(StringComparer.Ordinal)
    {
        ["openai-compatible"] = Provider.OpenAiCompatible,
        ["openai"] = Provider.OpenAi,
        ["openai-responses"] = Provider.OpenAiResponses,
        ["azure-openai"] = Provider.AzureOpenAi,
        ["anthropic"] = Provider.Anthropic,
    };

    private static readonly Dictionary<string, Dialect> Dialects = new(StringComparer.Ordinal)
    {
        ["native-tools"] = Dialect.NativeTools,
        ["tagged-text"] = Dialect.TaggedText,
        ["shell-loop"] = Dialect.ShellLoop,
    };

    public CastModel Read()
    {
        foreach (var child in section.GetChildren().Where(child => !Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            throw Wrong(child.Key, $"unknown key. A model's keys are {string.Join(", ", Known)}.");
        }

        if (!Providers.TryGetValue(Text("Provider"), out var provider))
        {
            throw section["Provider"] == "mechanic"
                ? Wrong("Provider", $"the mechanic needs no definition: cast the role with {CastModel.MechanicName}.")
                : Wrong("Provider", $"\"{section["Provider"]}\" is not a provider. The providers are {string.Join(", ", Providers.Keys)}.");
        }

        return new CastModel(
            section.Key, provider, BaseUrl(), Key(), Text("Model"), Price(),
            Number("ContextTokens", 128_000, 1_000, 100_000_000), Number("MaxOutputTokens", 16_000, 256, 10_000_000), Time("Timeout", TimeSpan.FromMinutes(15), TimeSpan.FromHours(2)),
            Number("Attempts", 4, 1, 20), Time("RetryDelay", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)))
        {
            Dialect = section["Dialect"] is not { } dialect ? null
                : Dialects.TryGetValue(dialect, out var known) ? known
                : throw Wrong("Dialect", $"\"{dialect}\" is not a dialect. The dialects are {string.Join(", ", Dialects.Keys)}."),
            Streaming = section["Streaming"] is not { } streaming ? null
                : bool.TryParse(streaming, out var streams) ? streams
                : throw Wrong("Streaming", "write true or false."),
            IdleTimeout = Time("IdleTimeout", TimeSpan.FromMinutes(5), TimeSpan.FromHours(2)),
            ApiVersion = section["ApiVersion"] ?? "2024-10-21",
        };
    }

    private Price Price()
    {
        var price = new Price(Usd("InputUsdPerMillion"), Usd("OutputUsdPerMillion"));
        return section["CachedInputUsdPerMillion"] is null ? price : price with { CachedInputUsd = Usd("CachedInputUsdPerMillion") };
    }

    private Uri BaseUrl()
    {
        var text = Text("BaseUrl");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            throw Wrong("BaseUrl", "write an absolute http or https address, for example https://api.openai.com/v1.");
        }

        // Addresses end in logs and messages.
        return url is { UserInfo: "", Query: "", Fragment: "" }
            ? url
            : throw Wrong("BaseUrl", "no user, query or fragment may be in it; a key goes to ApiKeyFile or ApiKeyEnvironment.");
    }

    private ApiKey Key() => (section["ApiKeyFile"], section["ApiKeyEnvironment"]) switch
    {
        (null, null) => ApiKey.None,
        (null, { } variable) => Secret("ApiKeyEnvironment", Environment.GetEnvironmentVariable(variable), $"the environment variable {variable} is not set."),
        ({ } file, null) => Secret("ApiKeyFile", ReadFile(file), $"the file {file} is empty."),
        _ => throw Wrong("ApiKeyFile", "write either ApiKeyFile or ApiKeyEnvironment, not both."),
    };

    private ApiKey Secret(string name, string? secret, string missing)
    {
        var trimmed = secret?.Trim();
        return string.IsNullOrEmpty(trimmed) ? throw Wrong(name, missing)
            : trimmed.Any(char.IsControl) ? throw Wrong(name, "what is there has line breaks or control characters and is no key.")
            : new ApiKey(trimmed);
    }

    private string ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong("ApiKeyFile", $"the file {file} cannot be read: {error.Message}");
        }
    }

    private decimal Usd(string name)
    {
        var text = section[name] ?? throw Wrong(name, "the price is missing. A model whose price is unknown is not called; write 0 for one that costs nothing.");
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var usd) && usd is >= 0 and <= 1_000_000
            ? usd
            : throw Wrong(name, $"\"{text}\" is not an amount in US dollars per million tokens, 0 or more.");
    }

    private T Number<T>(string name, T fallback, T least, T most)
        where T : IBinaryInteger<T> =>
        section[name] is not { } text ? fallback
        : T.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Wrong(name, $"\"{text}\" is not a whole number from {least} to {most}.");

    private TimeSpan Time(string name, TimeSpan fallback, TimeSpan most) =>
        section[name] is not { } text ? fallback
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero && time <= most ? time
        : throw Wrong(name, $"\"{text}\" is not a time such as 00:10:00, at most {most}.");

    private string Text(string name) =>
        section[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Wrong(name, "this is missing.");

    private CastingException Wrong(string name, string problem) => source.Wrong($"{key}:{name}", problem);
}
