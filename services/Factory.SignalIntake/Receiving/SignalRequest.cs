namespace Factory.SignalIntake.Receiving;

/// <summary>What <c>POST /signals</c> takes, as JSON.</summary>
/// <param name="Repository">Absolute path of a local git repository, bare or not.</param>
/// <param name="Report">What is wrong, in words; at most 1 MB of UTF-8.</param>
/// <param name="Title">One line; default is the report's first.</param>
/// <param name="Test">The repository's test command; default is what is detected.</param>
/// <param name="Base">Branch or commit to start from; default is HEAD.</param>
/// <param name="Timeout">For example 90s, 10m, 2h or 3d; default 10m, at most 16d.</param>
/// <param name="IdempotencyKey">The same key gives the same signal; the header Idempotency-Key does too.</param>
public sealed record SignalRequest(string? Repository, string? Report, string? Title, string? Test, string? Base, string? Timeout, string? IdempotencyKey)
{
    /// <summary><c>change</c> (default): the report becomes a change. <c>question</c>: the report is a question, which is answered.</summary>
    public string? Kind { get; init; }

    /// <summary>Logs and other files that belong to it: 10 at most, 5 MB together.</summary>
    public IReadOnlyList<SignalAttachment>? Attachments { get; init; }

    /// <summary>Model answers of one run at most, 1 to 1,000; default 50.</summary>
    public int? Turns { get; init; }

    /// <summary>US dollars for all model calls of the mission, more than 0, at most 100,000; default 5.</summary>
    public decimal? Usd { get; init; }
}

/// <param name="Name">What people call it, for example <c>server.log</c>.</param>
/// <param name="Content">Its bytes, in Base64.</param>
public sealed record SignalAttachment(string? Name, string? Content);
