using System.Threading.Channels;
using Factory.Messaging.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging.Outbox;

/// <summary>Writes down what became of deliveries, many at a time.</summary>
internal sealed class OutboxLedger(
    NpgsqlDataSource database, BusTransport transport, NodeIdentity node, OutboxAlarm alarm, TimeProvider time, ILogger<OutboxLedger> log) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan CommitAtLast = TimeSpan.FromMinutes(1);

    private readonly Channel<Outcome> _outcomes = Channel.CreateUnbounded<Outcome>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<Guid> _delivered = new(BatchSize);
    private readonly List<Outcome> _postponed = [];

    /// <summary>The transport has it. On a transport without memory the row stays until the message is handled by one of our endpoints.</summary>
    public void Delivered(OutboxRow row)
    {
        if (!transport.ConsumerDeletesRow || !Destination.IsEndpoint(row.Destination))
            _outcomes.Writer.TryWrite(new Outcome(row.Id, null, 0));
    }

    /// <summary>The row goes back to where the relay finds it, if it exists and is this process's.</summary>
    public void Postpone(Guid id, TimeSpan wait, int attempt) => _outcomes.Writer.TryWrite(new Outcome(id, time.GetUtcNow() + wait, attempt));

    /// <summary>The same for a row whose commit nobody answered for: now, and once more when the server has surely ended what it was doing.</summary>
    public void Recheck(Guid id, int attempt)
    {
        Postpone(id, TimeSpan.Zero, attempt);
        _ = Task.Delay(CommitAtLast, time).ContinueWith(_ => Postpone(id, TimeSpan.Zero, attempt), TaskScheduler.Default);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _outcomes.Reader.WaitToReadAsync(stoppingToken))
            {
                // A few more will have come by then: one transaction for all of them.
                await Task.Delay(Gather, stoppingToken);
                await WriteDown(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteDown(CancellationToken.None);
        }
    }

    private async Task WriteDown(CancellationToken ct)
    {
        while (Collect())
        {
            try
            {
                await Write();
                _delivered.Clear();
                _postponed.Clear();
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
            {
                log.LogWarning("The database is away, {Count} outcomes wait: {Reason}", _delivered.Count + _postponed.Count, error.Message);
                if (ct == CancellationToken.None)
                    return;
                await Task.Delay(Patience, ct);
            }
        }
    }

    private bool Collect()
    {
        while (_delivered.Count + _postponed.Count < BatchSize && _outcomes.Reader.TryRead(out var outcome))
        {
            if (outcome.Due is null)
                _delivered.Add(outcome.Id);
            else
                _postponed.Add(outcome);
        }

        return _delivered.Count + _postponed.Count > 0;
    }

    private async Task Write()
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        // A deletion that is lost makes a duplicate, and the inbox knows it; a postponement that is lost would be a message that waits for ever.
        if (_postponed.Count == 0)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL synchronous_commit TO off"));
        if (_delivered.Count > 0)
            batch.BatchCommands.Add(Delete());
        foreach (var outcome in _postponed)
            batch.BatchCommands.Add(PutBack(outcome));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
        foreach (var outcome in _postponed)
            alarm.Set(outcome.Due);
    }

    private NpgsqlBatchCommand Delete() => new("DELETE FROM factory.outbox WHERE id = ANY($1)")
    {
        Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. _delivered] } },
    };

    private NpgsqlBatchCommand PutBack(Outcome outcome) => new(
        "UPDATE factory.outbox SET node = NULL, due_at = $2, attempt = $3 WHERE id = $1 AND node = $4")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = outcome.Id },
            new NpgsqlParameter<DateTime> { TypedValue = outcome.Due!.Value.UtcDateTime },
            new NpgsqlParameter<int> { TypedValue = outcome.Attempt },
            new NpgsqlParameter<Guid> { TypedValue = node.Id },
        },
    };

    /// <param name="Due">Null when delivered.</param>
    private sealed record Outcome(Guid Id, DateTimeOffset? Due, int Attempt);
}
