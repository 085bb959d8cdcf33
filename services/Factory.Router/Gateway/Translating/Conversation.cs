using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>What a request asks, in no protocol's words.</summary>
internal sealed class Conversation
{
    public List<string> System { get; } = [];

    public List<Turn> Turns { get; } = [];

    public List<ToolSpec> Tools { get; } = [];

    /// <summary>auto, none, required, or the name of a tool in <see cref="Tool"/>; null where nothing was said.</summary>
    public string? Choice { get; set; }

    /// <summary>The tool that must be called.</summary>
    public string? Tool { get; set; }

    public bool? ParallelCalls { get; set; }

    public long? MaxTokens { get; set; }

    public JsonElement? Temperature { get; set; }

    public JsonElement? TopP { get; set; }

    public List<string> Stop { get; } = [];

    public string? Effort { get; set; }

    /// <summary>Whether the caller of a stream wants usage at its end; only Chat Completions asks.</summary>
    public bool WantsUsage { get; set; }

    /// <summary>Adds to what the same side said last: results of calls must lie together.</summary>
    public void Add(bool isModel, Part part)
    {
        if (Turns.Count == 0 || Turns[^1].IsModel != isModel)
        {
            Turns.Add(new Turn(isModel, []));
        }

        Turns[^1].Parts.Add(part);
    }
}

internal sealed record Turn(bool IsModel, List<Part> Parts);

internal sealed record ToolSpec(string Name, string? Description, JsonElement? Schema);

internal abstract record Part;

internal sealed record TextPart(string Text) : Part;

/// <param name="Data">In base 64; null where it lies at <paramref name="Url"/>.</param>
internal sealed record ImagePart(string? Url, string? MediaType, string? Data) : Part
{
    public string AsUrl => Url ?? $"data:{MediaType};base64,{Data}";

    /// <summary>An address, or the content itself where the address holds it.</summary>
    public static ImagePart Of(string url)
    {
        const string data = "data:";
        const string base64 = ";base64,";
        return url.StartsWith(data, StringComparison.Ordinal) && url.IndexOf(base64, StringComparison.Ordinal) is > 0 and var comma
            ? new ImagePart(null, url[data.Length..comma], url[(comma + base64.Length)..])
            : new ImagePart(url, null, null);
    }
}

/// <param name="Arguments">JSON.</param>
internal sealed record CallPart(string Id, string Name, string Arguments) : Part;

internal sealed record ResultPart(string CallId, string Text, bool IsError) : Part;
