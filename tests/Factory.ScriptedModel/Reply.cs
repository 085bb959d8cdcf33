using System.Text.Json;

namespace Factory.ScriptedModel;

/// <summary>What the scripted model does with a request.</summary>
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

    public int Status { get; private init; } = 200;

    /// <summary>Value of the header, in seconds or as a date.</summary>
    public string? RetryAfter { get; private init; }

    /// <summary>Sent as it is in place of a completion.</summary>
    public string? Body { get; private init; }

    /// <summary>The connection is cut after half of the body.</summary>
    public bool Drops { get; private init; }

    /// <summary>Tokens that it says it read and wrote; null leaves usage out.</summary>
    public (long Input, long Output)? Usage { get; private init; } = (100, 20);

    /// <summary>An answer without a call.</summary>
    public static Reply Says(string text) => new() { Text = text };

    /// <summary>A call of a tool.</summary>
    /// <param name="arguments">Serialised as JSON; text is sent as it is.</param>
    public static Reply Call(string tool, object? arguments = null) => new Reply().And(tool, arguments);

    /// <summary>Ends the run with the role's result.</summary>
    public static Reply Finish(object result) => Call("finish", result);

    /// <summary>An error of the provider.</summary>
    public static Reply Fails(int status, string? retryAfter = null, string body = """{"error":{"message":"scripted failure","type":"error","code":"scripted"}}""") =>
        new() { Status = status, RetryAfter = retryAfter, Body = body };

    /// <summary>A body that is no completion, with status 200.</summary>
    public static Reply Raw(string body) => new() { Body = body };

    /// <summary>The connection breaks in the middle of the answer.</summary>
    public static Reply BreaksOff() => new() { Text = "This is only the first half of what I wanted to", Drops = true };

    /// <summary>One more call in the same answer.</summary>
    public Reply And(string tool, object? arguments = null) =>
        this with { Calls = [.. Calls, new ScriptedCall(tool, arguments as string ?? JsonSerializer.Serialize(arguments ?? new { }, JsonSerializerOptions.Web))] };

    /// <summary>The same, with words beside the calls.</summary>
    public Reply Saying(string text) => this with { Text = text };

    /// <summary>The same after a while.</summary>
    public Reply After(TimeSpan delay) => this with { Delay = delay };

    /// <summary>The same when something has happened, for example a test let it go on.</summary>
    public Reply When(Task happened) => this with { Released = happened };

    /// <summary>The same with another count of tokens; null for none.</summary>
    public Reply Counting((long Input, long Output)? usage) => this with { Usage = usage };
}
