using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Factory.Messaging.Outbox;

/// <summary>
/// Hands committed messages to the transport, many at a time, apart from the consumers that sent them. What it cannot take or deliver
/// stays in the outbox for the relay.
/// </summary>
internal sealed class OutboxPump(
    OutboxSender sender, OutboxLedger ledger, OutboxAlarm alarm, IOptions<HeartOptions> options, ILogger<OutboxPump> log) : BackgroundService
{
    private const int Capacity = 4096;

    private readonly Channel<OutboxRow> _rows = Channel.CreateUnbounded<OutboxRow>(new UnboundedChannelOptions { SingleReader = true });
    private readonly SemaphoreSlim _underWay = new(options.Value.UnderWay);
    private readonly ConcurrentDictionary<Guid, bool> _ids = new();
    private int _held;
    private volatile bool _closed;

    public OutboxLedger Ledger => ledger;

    public OutboxAlarm Alarm => alarm;

    /// <summary>Room for what a transaction is about to commit; none when the broker does not keep up or the process stops.</summary>
    public OutboxDelivery Reserve(IReadOnlyList<OutboxRow> rows)
    {
        var wanted = rows.Count(row => row.Due is null);
        if (wanted == 0 || _closed)
            return new OutboxDelivery(this, rows, 0);
        if (Interlocked.Add(ref _held, wanted) <= Capacity)
            return new OutboxDelivery(this, rows, wanted);
        Free(wanted);
        return new OutboxDelivery(this, rows, 0);
    }

    /// <summary>How many rows the relay may take.</summary>
    public int Room => _closed ? 0 : Math.Max(0, Capacity - Volatile.Read(ref _held));

    /// <summary>Rows that the relay took.</summary>
    public void Take(OutboxRow row)
    {
        Interlocked.Increment(ref _held);
        Enqueue(row);
    }

    public void Enqueue(OutboxRow row)
    {
        _ids[row.Id] = true;
        _rows.Writer.TryWrite(row);
    }

    /// <summary>The messages that are on their way.</summary>
    public Guid[] Held() => [.. _ids.Keys];

    public void Free(int count) => Interlocked.Add(ref _held, -count);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _closed = true;
        try
        {
            while (Volatile.Read(ref _held) > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(10), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            log.LogWarning("Stopping with {Count} messages not yet handed over; they stay in the outbox", _held);
        }

        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _underWay.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var row in _rows.Reader.ReadAllAsync(stoppingToken))
        {
            await _underWay.WaitAsync(stoppingToken);
            _ = Deliver(row, stoppingToken);
        }
    }

    private async Task Deliver(OutboxRow row, CancellationToken ct)
    {
        Activity.Current = row.Parent;
        try
        {
            if (options.Value.Faults is { } faults)
                await SendBadly(row, faults, ct);
            else
                await sender.Send(row, ct);
            ledger.Delivered(row);
        }
        catch (Exception error) when (!ct.IsCancellationRequested)
        {
            var wait = BackOff(row.Attempt);
            log.LogWarning("Message {Message} to {Destination} not delivered, again in {Wait}: {Reason}", row.Id, row.Destination, wait, error.Message);
            ledger.Postpone(row.Id, wait, row.Attempt + 1);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the row stays for the next process.
        }
        finally
        {
            _ids.TryRemove(row.Id, out _);
            Free(1);
            _underWay.Release();
        }
    }

    private async Task SendBadly(OutboxRow row, FaultInjection faults, CancellationToken ct)
    {
        for (var delivery = 0; delivery < (faults.Duplicates ? 2 : 1); delivery++)
        {
            await Task.Delay(faults.LongestDelay * Random.Shared.NextDouble(), ct);
            await sender.Send(row, ct);
        }
    }

    private TimeSpan BackOff(int attempt)
    {
        var seconds = 0.25 * Math.Pow(2, Math.Min(attempt, 16));
        return TimeSpan.FromSeconds(Math.Min(seconds, options.Value.LongestBackOff.TotalSeconds));
    }
}
