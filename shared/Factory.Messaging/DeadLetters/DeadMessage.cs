using System.Text.Json;
using Factory.Messaging.Consuming;
using MassTransit;

namespace Factory.Messaging.DeadLetters;

/// <summary>What is known of a message when it dies.</summary>
/// <param name="Id">Null when the sender gave none.</param>
internal sealed record DeadMessage(
    Guid? Id, string Endpoint, byte[] Body, string? ContentType, IReadOnlyDictionary<string, string?> Headers, string ExceptionType, string ExceptionMessage)
{
    private const string Urn = "urn:message:";
    private const string Unreadable = "unreadable";

    /// <summary>As the envelope says; <c>unreadable</c> when none does.</summary>
    public string MessageType { get; } = TypeIn(Body);

    public string HeadersJson => JsonSerializer.Serialize(Headers);

    public static DeadMessage Of(ReceiveContext context, string exceptionType, string exceptionMessage) => new(
        context.GetMessageId(),
        EndpointName.Of(context),
        context.Body.GetBytes(),
        context.ContentType?.ToString(),
        context.TransportHeaders.GetAll().ToDictionary(header => header.Key, header => header.Value?.ToString(), StringComparer.Ordinal),
        exceptionType,
        exceptionMessage);

    /// <summary>Read from the front, so that an envelope which is broken further on still tells.</summary>
    private static string TypeIn(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            while (reader.Read())
            {
                if (reader is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 } || !reader.ValueTextEquals("messageType"))
                    continue;
                if (reader.Read() && reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.String)
                    return reader.GetString()!.Replace(Urn, "", StringComparison.Ordinal);
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Said below.
        }

        return Unreadable;
    }
}
