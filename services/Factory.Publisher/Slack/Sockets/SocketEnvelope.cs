using System.Text;
using System.Text.Json;

namespace Factory.Publisher.Slack.Sockets;

/// <summary>What comes over a socket, see docs.slack.dev/apis/events-api/using-socket-mode.</summary>
/// <param name="Type"><c>hello</c>, <c>disconnect</c>, or the kind of what is delivered: <c>events_api</c>, <c>slash_commands</c>, <c>interactive</c>.</param>
/// <param name="Id">What is acknowledged; null where there is nothing to.</param>
/// <param name="Reason">Why Slack disconnects.</param>
/// <param name="Payload">What is delivered, as Slack wrote it; null for nothing.</param>
/// <param name="ExternalId">Slack's own id of it, the same when it comes again; null where it has none.</param>
internal sealed record SocketEnvelope(string Type, string? Id, string? Reason, byte[]? Payload, string? ExternalId)
{
    private const int LongestId = 200;
    private static readonly JsonDocumentOptions Bounded = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public bool IsDelivery => Type is "events_api" or "slash_commands" or "interactive" && Payload is not null;

    /// <summary>Null where it cannot be read.</summary>
    public static SocketEnvelope? Of(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message, Bounded);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || Text(root, "type") is not { } type)
                return null;
            var payload = root.TryGetProperty("payload", out var found) && found.ValueKind == JsonValueKind.Object ? found : (JsonElement?)null;
            var external = payload is { } said ? Kept(Text(said, "event_id")) ?? Kept(Text(said, "trigger_id")) : null;
            return new SocketEnvelope(type, Kept(Text(root, "envelope_id")), Text(root, "reason"), payload is { } raw ? Encoding.UTF8.GetBytes(raw.GetRawText()) : null, external ?? Kept(Text(root, "envelope_id")));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Tells Slack that it is safe here. A command is answered where it was typed.</summary>
    public byte[] Acknowledgement() => Type == "slash_commands"
        ? JsonSerializer.SerializeToUtf8Bytes(new { envelope_id = Id, payload = new { text = "Noted. If something comes of it, it is told in this channel." } })
        : JsonSerializer.SerializeToUtf8Bytes(new { envelope_id = Id });

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    private static string? Kept(string? id) => id is { Length: > 0 and <= LongestId } && id.All(character => character is > ' ' and <= '~') ? id : null;
}
