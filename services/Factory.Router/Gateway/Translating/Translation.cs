using System.Buffers;
using System.Text.Json;
using Factory.Router.Gateway.Forwarding;
using Factory.Router.Gateway.Requests;

namespace Factory.Router.Gateway.Translating;

/// <summary>A call of one protocol as another has it: the request written anew, the answer as it comes.</summary>
internal sealed class Translation : IDisposable
{
    private const int LongestAnswer = 32 << 20;

    private readonly AnswerWriter writer;
    private readonly IAnswerReader reader;
    private readonly EventLines events;
    private readonly string name;
    private readonly bool stream;
    private ArrayBufferWriter<byte>? whole;

    private Translation(OutgoingBody request, AnswerWriter writer, Protocol from, string name, bool stream)
    {
        (Request, this.writer, this.name, this.stream) = (request, writer, name, stream);
        reader = from switch
        {
            Protocol.Chat => new ChatAnswers(writer),
            Protocol.Responses => new ResponsesAnswers(writer),
            _ => new MessagesAnswers(writer),
        };
        events = new EventLines(ReadEvent);
    }

    public OutgoingBody Request { get; }

    /// <exception cref="RequestRefused">The other protocol has no words for the request, or it is too long.</exception>
    public static Translation Of(GatewayCall call, Upstream upstream, DateTimeOffset now)
    {
        if (!call.Body.Complete)
        {
            throw RequestRefused.TooLong($"A request of more than {call.Body.Length} bytes cannot be translated for {upstream.Model.Name}, which speaks another protocol. Ask a model that speaks yours.");
        }

        using var request = Parse(call.Body.Bytes);
        var conversation = Read(call.Protocol, request.RootElement);
        var bytes = new ArrayBufferWriter<byte>(call.Body.Length + 256);
        using (var json = new Utf8JsonWriter(bytes))
        {
            Write(json, upstream, conversation, call.Fields.Stream);
        }

        AnswerWriter answer = call.Protocol switch
        {
            Protocol.Chat => new ChatWriter(call.Fields.Model!, now, call.Fields.Stream, conversation.WantsUsage),
            Protocol.Responses => new ResponsesWriter(call.Fields.Model!, now, call.Fields.Stream),
            _ => new MessagesWriter(call.Fields.Model!, now, call.Fields.Stream),
        };
        return new Translation(new TranslatedBody(bytes.WrittenMemory), answer, upstream.Protocol, upstream.Model.Name, call.Fields.Stream);
    }

    /// <param name="isStream">Whether the provider answers with events; some do not although they were asked to.</param>
    public void Begin(HttpResponse response, bool isStream)
    {
        whole = isStream ? null : new ArrayBufferWriter<byte>(4096);
        response.ContentType = stream ? "text/event-stream" : "application/json";
        response.Headers.CacheControl = "no-cache";
        response.Headers["x-factory-model"] = name;
    }

    /// <returns>What is to be sent now; good until the next call.</returns>
    /// <exception cref="InvalidDataException">This is no answer.</exception>
    public ReadOnlyMemory<byte> Translate(ReadOnlySpan<byte> bytes)
    {
        writer.Output.ResetWrittenCount();
        if (whole is null)
        {
            events.Read(bytes);
            return writer.Output.WrittenMemory;
        }

        if (whole.WrittenCount + bytes.Length > LongestAnswer)
        {
            throw new InvalidDataException($"The answer is longer than {LongestAnswer} bytes.");
        }

        whole.Write(bytes);
        return default;
    }

    /// <returns>The rest.</returns>
    /// <exception cref="InvalidDataException">The answer is not complete, or none.</exception>
    public ReadOnlyMemory<byte> End()
    {
        writer.Output.ResetWrittenCount();
        if (whole is null)
        {
            events.End();
        }
        else
        {
            using var answer = ParseAnswer(whole.WrittenMemory);
            ReadWhole(answer.RootElement);
        }

        writer.End();
        return writer.Output.WrittenMemory;
    }

    public void Dispose() => writer.Dispose();

    private void ReadWhole(JsonElement answer)
    {
        try
        {
            reader.Whole(answer);
        }
        catch (InvalidOperationException error)
        {
            // Half of a character, or a list of something else.
            throw new InvalidDataException("The provider's answer cannot be read.", error);
        }
    }

    private void ReadEvent(ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8))
        {
            reader.Done();
            return;
        }

        try
        {
            var json = new Utf8JsonReader(data);
            reader.Event(JsonElement.ParseValue(ref json));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter for half of a character.
            throw new InvalidDataException("An event of the answer is no JSON.", error);
        }
    }

    private static Conversation Read(Protocol protocol, JsonElement request)
    {
        try
        {
            return protocol switch
            {
                Protocol.Chat => ChatRequestReader.Read(request),
                Protocol.Responses => ResponsesRequestReader.Read(request),
                _ => MessagesRequestReader.Read(request),
            };
        }
        catch (InvalidOperationException)
        {
            // A text where the protocol has an object, and the like.
            throw Untranslatable.Malformed("The request");
        }
    }

    private static void Write(Utf8JsonWriter json, Upstream upstream, Conversation conversation, bool stream)
    {
        var (model, most) = (upstream.Model.Model, upstream.Model.MaxOutputTokens);
        switch (upstream.Protocol)
        {
            case Protocol.Chat:
                ChatRequestWriter.Write(json, conversation, model, stream, most);
                break;
            case Protocol.Responses:
                ResponsesRequestWriter.Write(json, conversation, model, stream, most);
                break;
            default:
                MessagesRequestWriter.Write(json, conversation, model, stream, most);
                break;
        }
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 256 });
        }
        catch (JsonException error)
        {
            throw RequestRefused.Invalid($"The body is no JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine}.");
        }
    }

    private static JsonDocument ParseAnswer(ReadOnlyMemory<byte> answer)
    {
        try
        {
            return JsonDocument.Parse(answer);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException("The provider answered no JSON.", error);
        }
    }
}
