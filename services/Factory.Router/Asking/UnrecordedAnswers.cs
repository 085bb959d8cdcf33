using Factory.Contracts.Runs;
using Factory.Router.Choosing;
using Microsoft.Extensions.Caching.Memory;

namespace Factory.Router.Asking;

/// <summary>
/// Answers that were paid for and may not be recorded yet. When the recording fails (the database restarts, an event came in between) the
/// next attempt finds the answer here and does not pay again. Bounded, and only as good as this process: history stays the truth.
/// </summary>
internal sealed class UnrecordedAnswers : IDisposable
{
    private const long CapacityBytes = 16L * 1024 * 1024;
    private const int EntryOverhead = 1024;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = CapacityBytes });

    public TimedAnswer? Find(AskModel ask) => answers.TryGetValue((ask.RunId, ask.Turn), out TimedAnswer? kept) ? kept : null;

    public void Keep(AskModel ask, TimedAnswer answer)
    {
        var answered = answer.Cast.Answered.Answer;
        var characters = answered.Text.Length + answered.Calls.Sum(call => (long)call.Arguments.Length);
        answers.Set((ask.RunId, ask.Turn), answer, new MemoryCacheEntryOptions { Size = EntryOverhead + 2 * characters, AbsoluteExpirationRelativeToNow = Kept });
    }

    public void Dispose() => answers.Dispose();
}

/// <param name="Seconds">How long it took.</param>
internal sealed record TimedAnswer(CastAnswer Cast, double Seconds);
