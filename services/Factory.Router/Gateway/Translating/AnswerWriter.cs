using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Why a model stopped.</summary>
internal enum StopReason
{
    Ended = 1,
    Length = 2,
    Calls = 3,
    Refused = 4,
}

/// <summary>A call of a tool as it is written.</summary>
/// <param name="Number">Among the calls of the answer, from 0.</param>
internal sealed record WrittenCall(int Number, string Id, string Name)
{
    public StringBuilder Arguments { get; } = new();
}

/// <summary>An answer as a protocol has it, whole or event by event. What is to be sent lies in <see cref="Output"/>.</summary>
internal abstract class AnswerWriter(string model, DateTimeOffset now) : IDisposable
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private Utf8JsonWriter? json;
    private bool begun;

    public ArrayBufferWriter<byte> Output { get; } = new();

    /// <summary>Unique, without a protocol's prefix.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("n");

    public string Model => model;

    public long Created { get; } = now.ToUnixTimeSeconds();

    public StringBuilder Text { get; } = new();

    public List<WrittenCall> Calls { get; } = [];

    public StopReason Stop { get; set; } = StopReason.Ended;

    public long InputTokens { get; set; }

    public long CachedTokens { get; set; }

    public long OutputTokens { get; set; }

    /// <summary>Whether the provider said that the answer is complete.</summary>
    public bool Finished { get; set; }

    protected Utf8JsonWriter Json => json ??= new Utf8JsonWriter(Output, Plain);

    public void Say(string text)
    {
        if (text.Length > 0)
        {
            Begin();
            Text.Append(text);
            OnText(text);
        }
    }

    public WrittenCall Call(string? id, string name)
    {
        Begin();
        var call = new WrittenCall(Calls.Count, id is { Length: > 0 } given ? given : $"call_{Id[..16]}{Calls.Count}", name);
        Calls.Add(call);
        OnCall(call);
        return call;
    }

    public void Argue(WrittenCall call, string arguments)
    {
        if (arguments.Length > 0)
        {
            call.Arguments.Append(arguments);
            OnArguments(call, arguments);
        }
    }

    /// <summary>The provider failed in the middle of a stream.</summary>
    /// <exception cref="InvalidDataException">Nothing was said so far: another model may do better.</exception>
    public void Fail(string message)
    {
        if (!begun)
        {
            throw new InvalidDataException(message);
        }

        Finished = true;
        OnFailure(message);
    }

    /// <exception cref="InvalidDataException">The answer is not complete.</exception>
    public void End()
    {
        if (!Finished)
        {
            throw new InvalidDataException("The answer broke off.");
        }

        Begin();
        OnEnd();
    }

    public void Dispose() => json?.Dispose();

    protected virtual void OnBegin()
    {
    }

    protected virtual void OnText(string text)
    {
    }

    protected virtual void OnCall(WrittenCall call)
    {
    }

    protected virtual void OnArguments(WrittenCall call, string arguments)
    {
    }

    protected virtual void OnFailure(string message)
    {
    }

    protected abstract void OnEnd();

    /// <summary>Writes one event of a stream.</summary>
    /// <param name="name">Null for a protocol that names none.</param>
    protected void Event(string? name, Action<Utf8JsonWriter> content)
    {
        if (name is not null)
        {
            Output.Write("event: "u8);
            Output.Write(Encoding.ASCII.GetBytes(name));
            Output.Write("\n"u8);
        }

        Output.Write("data: "u8);
        Json.Reset(Output);
        Json.WriteStartObject();
        content(Json);
        Json.WriteEndObject();
        Json.Flush();
        Output.Write("\n\n"u8);
    }

    protected void Whole(Action<Utf8JsonWriter> content)
    {
        Json.Reset(Output);
        Json.WriteStartObject();
        content(Json);
        Json.WriteEndObject();
        Json.Flush();
    }

    private void Begin()
    {
        if (!begun)
        {
            begun = true;
            OnBegin();
        }
    }
}
