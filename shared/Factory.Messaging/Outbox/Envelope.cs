using System.Buffers;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Factory.Messaging.Outbox;

/// <summary>MassTransit's envelope around a message, as its own serializer would read it.</summary>
internal static class Envelope
{
    public static byte[] Write<T>(Guid id, T message, Guid conversation, DateTimeOffset now)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = SystemTextJsonMessageSerializer.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("messageId", id);
        json.WriteString("conversationId", conversation);
        json.WriteStartArray("messageType");
        foreach (var type in MessageTypeCache<T>.MessageTypeNames)
            json.WriteStringValue(type);
        json.WriteEndArray();
        json.WritePropertyName("message");
        JsonSerializer.Serialize(json, message, SystemTextJsonMessageSerializer.Options);
        json.WriteString("sentTime", now.UtcDateTime);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
