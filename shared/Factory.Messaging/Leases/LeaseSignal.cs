using System.Threading.Channels;

namespace Factory.Messaging.Leases;

/// <summary>Wakes the keeper: a place became free, or work was left waiting. Many wakes at once are one.</summary>
internal sealed class LeaseSignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Told the key of work whose leases were deleted by a transaction of this process.</summary>
    public Action<Guid> Cancelled { get; set; } = static _ => { };

    public void Wake() => _wakes.Writer.TryWrite(true);

    public async Task Wait(TimeSpan most, TimeProvider time, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            await _wakes.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nothing happened for that long: time to look for oneself.
        }
    }
}
