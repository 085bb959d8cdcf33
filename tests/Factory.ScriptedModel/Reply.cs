using System.Text.Json;

namespace Factory.ScriptedModel;

/// <summary>What the scripted model does with a request, whichever protocol it came in.</summary>
public sealed record Reply
{
    private Reply()
    {
    }

    /// <summary>What it says beside its calls.</summary>
    public string Text { get; private init; } = "";

    public IReadOnlyList<ScriptedCall> Calls { get; private init; } = [];

    /// <summary>Waits this long before the first byte of the answer.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>Waits for this, too; null for nothing.</summary>
    public Task? Released { get; private init; }

    /// <summary>In the middle of a streamed answer waits for this; null for nothing.</summary>
    public Task? GoesOn { get; private init; }

    public int Status { get; private init; } = 200;

    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Sent as it is in place of a completion.</summary>
    public string? Body { get; private init; }

    /// <summary>Sent as it is in place of a stream, in pieces of <see cref="PieceSize"/> bytes.</summary>
    public string? Stream { get; private init; }

    public int PieceSize { get; private init; } = int.MaxValue;

    /// <summary>The connection is cut after half of the body.</summary>
    public bool Drops { get; private init; }

    /// <summary>A streamed answer ends well after this many of its events, too early; null for all.</summary>
    public int? EventsAtMost { get; private init; }

    /// <summary>The pieces of its calls come in turn.</summary>
    public bool IsInterleaved { get; private init; }

    /// <summary>Why it stopped, in the protocol's words; null for as usual.</summary>
    public string? StopReason { get; private init; }

    /// <summary>What it says in place of an answer when it will not answer.</summary>
    public string? Refusal { get; private init; }

    /// <summary>Tokens that it says it read and wrote; null leaves usage out.</summary>
    public (long Input, long Output)? Usage { get; internal init; } = (100, 20);

    /// <summary>Of the input, what it read from and wrote to its cache.</summary>
    public (long Read, long Written) Cached { get; private init; }

    /// <summary>An answer without a call.</summary>
    public static Reply Says(string text) => new() { Text = text };

    /// <summary>A call of a tool.</summary>
    /// <param name="arguments">Serialised as JSON; text is sent as it is.</param>
    public static Reply Call(string tool, object? arguments = null) => new Reply().And(tool, arguments);

    /// <summary>Ends the run with the role's result.</summary>
    public static Reply Finish(object result) => Call("finish", result);

    /// <summary>An error of the provider.</summary>
    public static Reply Fails(int status, string? retryAfter = null, string body = """{"error":{"message":"scripted failure","type":"error","code":"scripted"}}""")
    {
        var reply = new Reply { Status = status, Body = body };
        return retryAfter is null ? reply : reply.With("Retry-After", retryAfter);
    }

    /// <summary>A body that is no completion, with status 200.</summary>
    public static Reply Raw(string body) => new() { Body = body };

    /// <summary>Server-sent events as they are written here.</summary>
    /// <param name="pieceSize">Bytes that are sent at once.</param>
    public static Reply Streams(string events, int pieceSize = int.MaxValue) => new() { Stream = events, PieceSize = pieceSize };

    /// <summary>The connection breaks in the middle of the answer.</summary>
    public static Reply BreaksOff() => new() { Text = "This is only the first half of what I wanted to", Drops = true };

    /// <summary>The provider or the model will not answer.</summary>
    public static Reply Refuses(string why) => new() { Refusal = why };

    /// <summary>One more call in the same answer.</summary>
    public Reply And(string tool, object? arguments = null) =>
        this with { Calls = [.. Calls, new ScriptedCall(tool, arguments as string ?? JsonSerializer.Serialize(arguments ?? new { }, JsonSerializerOptions.Web))] };

    /// <summary>The same, with words beside the calls.</summary>
    public Reply Saying(string text) => this with { Text = text };

    /// <summary>The same after a while.</summary>
    public Reply After(TimeSpan delay) => this with { Delay = delay };

    /// <summary>The same when something has happened, for example a test let it go on.</summary>
    public Reply When(Task happened) => this with { Released = happened };

    /// <summary>The same, silent in the middle of its stream until something has happened.</summary>
    public Reply PausingFor(Task happened) => this with { GoesOn = happened };

    /// <summary>The same with another count of tokens; null for none.</summary>
    public Reply Counting((long Input, long Output)? usage) => this with { Usage = usage };

    /// <summary>The same with part of its input from the provider's cache, or written to it.</summary>
    public Reply WithCache(long read, long written = 0) => this with { Cached = (read, written) };

    /// <summary>The same, stopped for another reason.</summary>
    public Reply Stopping(string reason) => this with { StopReason = reason };

    /// <summary>The same, with the pieces of its calls in turn.</summary>
    public Reply Interleaved() => this with { IsInterleaved = true };

    /// <summary>The same, its stream ending after so many events as if that were all.</summary>
    public Reply CutAfter(int events) => this with { EventsAtMost = events };

    /// <summary>The same with a header.</summary>
    public Reply With(string header, string value) => this with { Headers = new Dictionary<string, string>(Headers, StringComparer.OrdinalIgnoreCase) { [header] = value } };
}
