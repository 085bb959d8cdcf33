using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Factory.SignalIntake.GitHub;
using Microsoft.AspNetCore.WebUtilities;

namespace Factory.SignalIntake.Slack;

/// <summary>What Slack sent, in one shape: by HTTP commands and buttons come as forms, over a socket as JSON.</summary>
/// <param name="Kind">One of <see cref="Events"/>, <see cref="Commands"/> and <see cref="Buttons"/>: as Socket Mode calls them.</param>
internal sealed record SlackPayload(string Kind, JsonElement Root)
{
    public const string Events = "events_api";
    public const string Commands = "slash_commands";
    public const string Buttons = "interactive";

    private const string Form = "application/x-www-form-urlencoded";
    private const int LongestId = 200;

    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 64, AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Shown = new() { MaxDepth = 64 };

    /// <exception cref="JsonException">It cannot be read.</exception>
    public static SlackPayload Of(string contentType, byte[] body)
    {
        if (!contentType.StartsWith(Form, StringComparison.OrdinalIgnoreCase))
            return OfJson(Parse(body));
        var fields = Fields(body);
        return fields.TryGetPropertyValue("payload", out var payload) && payload is JsonValue value && value.TryGetValue<string>(out var json)
            ? new SlackPayload(Buttons, Parse(Encoding.UTF8.GetBytes(json)))
            : new SlackPayload(Commands, JsonSerializer.SerializeToElement(fields, Shown));
    }

    /// <summary>Slack's own id of it, the same when it is sent again; null where it has none that can be kept.</summary>
    public string? ExternalId =>
        (Root.Text("event_id") ?? Root.Text("trigger_id")) is { Length: > 0 and <= LongestId } id && id.All(character => character is > ' ' and <= '~') ? id : null;

    private static SlackPayload OfJson(JsonElement root) =>
        new(root.Text("type") switch { "block_actions" => Buttons, _ when root.Text("command") is not null => Commands, _ => Events }, root);

    private static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Bounded);
        return document.RootElement.Clone();
    }

    private static JsonObject Fields(byte[] body)
    {
        try
        {
            using var reader = new FormReader(new MemoryStream(body), Encoding.UTF8) { ValueCountLimit = 100, ValueLengthLimit = body.Length };
            var fields = new JsonObject();
            foreach (var (name, values) in reader.ReadForm())
                fields[name] = values[0];
            return fields;
        }
        catch (InvalidDataException error)
        {
            throw new JsonException("It is no form that can be read.", error);
        }
    }
}
