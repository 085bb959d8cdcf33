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

    /// <summary>As the envelope says; empty when there is none to be read.</summary>
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

    private static string TypeIn(byte[] body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body);
            return envelope.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("messageType", out var types)
                && types is { ValueKind: JsonValueKind.Array } && types.GetArrayLength() > 0
                && types[0].GetString() is { } type
                ? type.Replace(Urn, "", StringComparison.Ordinal)
                : "";
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return "";
        }
    }
}
