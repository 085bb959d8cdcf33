using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Factory.Router.Protocols;

/// <summary>Reads an answer from the wire, streamed or whole. Nothing of an answer is kept that did not end.</summary>
internal static class AnswerReading
{
    /// <summary>In bytes. A model that goes on for ever is not listened to.</summary>
    private const long LongestAnswer = 16L * 1024 * 1024;

    /// <param name="silence">Longest time between two pieces of a streamed answer.</param>
    /// <exception cref="ProviderError">The provider says that it cannot.</exception>
    /// <exception cref="InvalidDataException">The answer was cut, or is too long.</exception>
    /// <exception cref="WentSilent">Nothing came for too long.</exception>
    /// <exception cref="JsonException">It is no answer.</exception>
    public static async Task Read(IAnswerReader reader, ProviderResponse response, AnswerDraft draft, TimeSpan silence, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!response.IsStreamed)
        {
            draft.Began?.Invoke();
            await using var whole = new LimitedStream(response.Body, LongestAnswer);
            using var document = await JsonDocument.ParseAsync(whole, default, cancellationToken);
            Whole(reader, document.RootElement, draft);
            return;
        }

        draft.Streamed = true;
        await using var pieces = new LimitedStream(new QuietStream(response.Body, silence, time), LongestAnswer);
        await foreach (var piece in SseParser.Create(pieces, static (_, data) => Parse(data)).EnumerateAsync(cancellationToken))
        {
            draft.Began?.Invoke();
            if (piece.Data.ValueKind == JsonValueKind.String)
            {
                draft.Ended = true;
                break;
            }

            if (piece.Data.ValueKind == JsonValueKind.Object)
                Event(reader, piece.EventType, piece.Data, draft);
        }

        if (!draft.Ended)
            throw new InvalidDataException("the answer was cut before its end");
    }

    private static void Whole(IAnswerReader reader, JsonElement answer, AnswerDraft draft)
    {
        try
        {
            reader.Whole(answer, draft);
        }
        catch (InvalidOperationException error)
        {
            throw NoText(error);
        }
    }

    private static void Event(IAnswerReader reader, string type, JsonElement data, AnswerDraft draft)
    {
        try
        {
            reader.Event(type, data, draft);
        }
        catch (InvalidOperationException error)
        {
            throw NoText(error);
        }
    }

    /// <summary>JSON may hold half of a character, which is no text.</summary>
    private static JsonException NoText(InvalidOperationException error) => new("A text of the answer cannot be read.", error);

    /// <summary>An object; a string for what ends a stream of OpenAI's; nothing for events that carry nothing.</summary>
    private static JsonElement Parse(ReadOnlySpan<byte> data)
    {
        var trimmed = data.Trim(" \t\r\n"u8);
        if (trimmed.IsEmpty)
            return default;
        var json = new Utf8JsonReader(trimmed.SequenceEqual("[DONE]"u8) ? "\"[DONE]\""u8 : trimmed);
        return JsonElement.ParseValue(ref json);
    }
}
