using Factory.Contracts.History;
using Factory.History;

namespace Factory.SignalIntake;

/// <summary>Signals in history.</summary>
internal sealed class SignalStore(EventStore history)
{
    public const string StreamType = "signal";

    /// <summary>What a signal brought.</summary>
    /// <exception cref="InvalidOperationException">History has no such signal: the message about it was forged, or the database is another one.</exception>
    public async Task<SignalReceived> Received(Guid signalId, CancellationToken ct) =>
        await Find(signalId, ct) is { } signal
            ? signal.Received
            : throw new InvalidOperationException($"History has no signal {signalId}: a signal is stored before it is judged, so the message is forged or the database is another one.");

    /// <summary>All that is known of a signal; null when there is none.</summary>
    public async Task<Signal?> Find(Guid signalId, CancellationToken ct)
    {
        Signal? signal = null;
        await foreach (var stored in history.Read(signalId, ct: ct))
        {
            signal = stored.Data switch
            {
                SignalReceived received => new Signal(received, stored.Timestamp, null, null),
                SignalJudged judged => signal! with { Judged = judged },
                SignalAnswered answered => signal! with { Answered = answered },
                _ => signal,
            };
        }

        return signal;
    }
}

internal sealed record Signal(SignalReceived Received, DateTimeOffset At, SignalJudged? Judged, SignalAnswered? Answered);
