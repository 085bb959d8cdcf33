using System.Buffers.Text;
using System.Collections.Frozen;
using System.Text.Json;

namespace Factory.Router.Gateway.Requests;

/// <summary>
/// What of a request decides which model is asked and what it may cost. Each may be there once, in whatever case and however it is escaped: of two, the
/// provider could believe the other one.
/// </summary>
internal sealed class RequestFields
{
    private const int LongestValue = 512;
    private const int MostChoices = 128;

    private static readonly FrozenDictionary<string, Field> Watched = new Dictionary<string, Field>(StringComparer.OrdinalIgnoreCase)
    {
        ["model"] = Field.Model,
        ["stream"] = Field.Stream,
        ["max_tokens"] = Field.MaxTokens,
        ["max_completion_tokens"] = Field.MaxCompletionTokens,
        ["max_output_tokens"] = Field.MaxOutputTokens,
        ["n"] = Field.Choices,
        ["service_tier"] = Field.ServiceTier,
        ["previous_response_id"] = Field.PreviousResponse,
        ["conversation"] = Field.Conversation,
        ["background"] = Field.Background,
        ["prompt"] = Field.Prompt,
        ["container"] = Field.Container,
        ["models"] = Field.Elsewhere,
        ["route"] = Field.Elsewhere,
        ["provider"] = Field.Elsewhere,
        ["fallbacks"] = Field.Elsewhere,
        ["plugins"] = Field.Elsewhere,
        ["inference_geo"] = Field.Elsewhere,
        ["speed"] = Field.Speed,
        ["tools"] = Field.Tools,
        ["web_search_options"] = Field.Hosted,
        ["mcp_servers"] = Field.Hosted,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Field>.AlternateLookup<ReadOnlySpan<char>> ByName = Watched.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly JsonStructure structure;
    private long limit = long.MaxValue;
    private bool bound;
    private Field seen;

    public RequestFields() => structure = new JsonStructure(Longest, Found);

    [Flags]
    private enum Field
    {
        None = 0,
        Model = 1,
        Stream = 1 << 1,
        MaxTokens = 1 << 2,
        MaxCompletionTokens = 1 << 3,
        MaxOutputTokens = 1 << 4,
        Choices = 1 << 5,
        ServiceTier = 1 << 6,
        PreviousResponse = 1 << 7,
        Conversation = 1 << 8,
        Background = 1 << 9,
        Prompt = 1 << 10,
        Container = 1 << 11,

        /// <summary>What has a provider that passes requests on ask another model, or have it run elsewhere.</summary>
        Elsewhere = 1 << 12,
        Speed = 1 << 13,
        Tools = 1 << 14,

        /// <summary>What has the provider search or connect by itself.</summary>
        Hosted = 1 << 15,
    }

    /// <summary>Null until it was found.</summary>
    public string? Model { get; private set; }

    /// <summary>Where the model's name lies in the body, its quotes included.</summary>
    public (int Start, int End) ModelAt { get; private set; }

    public bool Stream { get; private set; }

    /// <summary>Output tokens at most, as asked for; null where nothing was asked so far.</summary>
    public long? MostTokens { get; private set; }

    /// <summary>How many answers are asked for; each costs its own tokens.</summary>
    public int Choices { get; private set; } = 1;

    /// <exception cref="RequestRefused">This cannot be passed on.</exception>
    public void Read(ReadOnlySpan<byte> bytes) => structure.Read(bytes);

    /// <exception cref="RequestRefused">The body ended within its object.</exception>
    public void End()
    {
        if (!structure.Ended)
        {
            throw RequestRefused.Invalid("The body ends before its JSON object does.");
        }
    }

    /// <summary>Holds what is asked for, here and in what is still to be read, against what the chosen model may write.</summary>
    /// <exception cref="RequestRefused">More was asked for.</exception>
    public void Bound(long most)
    {
        (limit, bound) = (most, true);
        if (MostTokens > most)
        {
            throw RequestRefused.Invalid($"{MostTokens} output tokens are asked for, and this model may write {most} at most.");
        }
    }

    private void Found(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, long start, long end)
    {
        var field = NameOf(name);
        if (seen.HasFlag(field) && field != Field.Elsewhere)
        {
            throw RequestRefused.Invalid($"{Text(name)} is in the body twice.");
        }

        seen |= field;
        switch (field)
        {
            case Field.Model:
                Model = Text(value) is { Length: > 0 } model ? model : throw RequestRefused.Invalid("model is not the name of a model.");
                ModelAt = ((int)start, (int)end);
                break;
            case Field.Stream:
                Stream = value.SequenceEqual("true"u8) || (value.SequenceEqual("false"u8) || value.SequenceEqual("null"u8) ? false : throw RequestRefused.Invalid("stream is neither true nor false."));
                break;
            case Field.Choices:
                Choices = (int)(Number("n", value, MostChoices) ?? 1);
                if (bound && Choices > 1)
                {
                    throw RequestRefused.Invalid("n comes after what was held of the body, when its price was reserved already: write \"n\" before what is long.");
                }

                break;
            case Field.MaxTokens or Field.MaxCompletionTokens or Field.MaxOutputTokens:
                MostTokens = Number(Text(name)!, value, long.MaxValue) is { } tokens ? Math.Max(tokens, MostTokens ?? 0) : MostTokens;
                Bound(limit);
                break;
            case Field.Tools:
                CallersTools.Check(value);
                break;
            default:
                RefuseUnlessHarmless(field, value);
                break;
        }
    }

    /// <summary>A dearer tier has prices that nobody wrote down, and what a provider keeps under the router's key belongs to other people, too.</summary>
    private static void RefuseUnlessHarmless(Field field, ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("null"u8) || value.SequenceEqual("false"u8))
        {
            return;
        }

        switch (field)
        {
            case Field.Elsewhere:
                throw RequestRefused.Invalid("Which model is asked, and where it runs, is for the casting to say: leave out models, route, provider, fallbacks, plugins and inference_geo.");
            case Field.Hosted:
                throw RequestRefused.Invalid("What the provider searches or connects to by itself cannot be used here, since its price and its reach are not known: leave out web_search_options and mcp_servers.");
            case Field.Speed when Text(value) is not "standard":
                throw RequestRefused.Invalid("speed may be standard: the prices of others are not known here.");
            case Field.Speed:
                return;
            case not Field.ServiceTier:
                throw RequestRefused.Invalid("The gateway uses nothing that a provider keeps between calls (previous_response_id, conversation, background, prompt, container): send the whole input.");
        }

        if (Text(value) is not ("auto" or "default" or "flex" or "standard_only"))
        {
            throw RequestRefused.Invalid("service_tier may be auto, default, flex or standard_only: the prices of others are not known here.");
        }
    }

    private static long? Number(string name, ReadOnlySpan<byte> value, long most)
    {
        if (value.SequenceEqual("null"u8))
        {
            return null;
        }

        return Utf8Parser.TryParse(value, out long number, out var length) && length == value.Length && number > 0 && number <= most
            ? number
            : throw RequestRefused.Invalid($"{name} must be a whole number, 1 or more{(most < long.MaxValue ? $" and {most} at most" : "")}.");
    }

    /// <summary>How much of a member is kept to be looked at; 0 for those that nobody looks at.</summary>
    private static int Longest(ReadOnlySpan<byte> name) => NameOf(name) switch
    {
        Field.None => 0,
        Field.Tools => CallersTools.Longest,
        _ => LongestValue,
    };

    private static Field NameOf(ReadOnlySpan<byte> name)
    {
        // Without escapes, which is nearly always, nothing is allocated.
        if (name.IndexOf((byte)'\\') >= 0)
        {
            return Text(name) is { } escaped ? Watched.GetValueOrDefault(escaped) : Field.None;
        }

        Span<char> text = stackalloc char[32];
        var inner = name[1..^1];
        return inner.Length <= text.Length && System.Text.Encoding.UTF8.TryGetChars(inner, text, out var length) && ByName.TryGetValue(text[..length], out var field) ? field : Field.None;
    }

    private static string? Text(ReadOnlySpan<byte> token)
    {
        try
        {
            var reader = new Utf8JsonReader(token);
            return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw RequestRefused.Invalid("A text in the body is not written as JSON has it.");
        }
    }
}
