using System.Collections.Concurrent;

namespace Factory.Router.Ledger;

/// <summary>The reservations of this process that nothing has ended yet, and what those used that were answered and wait for their recording.</summary>
internal sealed class OpenCalls(TimeProvider time)
{
    /// <summary>A recording that takes longer has lost its lease, and somebody else records the turn.</summary>
    private static readonly TimeSpan LongestRecording = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, Answered?> open = new();

    public void Reserved(Guid id) => open[id] = null;

    public void Used(Guid id, LedgerUse use) => open[id] = new Answered(use, time.GetTimestamp());

    public void Ended(Guid id) => open.TryRemove(id, out _);

    /// <summary>Compares what the database holds reserved for this process with what it knows of.</summary>
    /// <param name="reserved">What the database held a while ago.</param>
    /// <returns>What has to be ended: calls that were answered and never recorded, and reservations whose answer was lost on its way here.</returns>
    public IReadOnlyList<EndedCall> Forgotten(IReadOnlySet<Guid> reserved)
    {
        var forgotten = new List<EndedCall>();
        foreach (var id in reserved)
        {
            if (!open.TryGetValue(id, out var call))
                forgotten.Add(new EndedCall(id, null));
            else if (call is not null && time.GetElapsedTime(call.At) > LongestRecording)
                forgotten.Add(new EndedCall(id, call.Use));
        }

        foreach (var (id, call) in open)
        {
            if (call is not null && time.GetElapsedTime(call.At) > LongestRecording)
                Ended(id);
        }

        return forgotten;
    }

    private sealed record Answered(LedgerUse Use, long At);
}
