using Factory.Messaging.Nodes;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Factory.Messaging.Outbox;

/// <summary>Takes from the outbox what is due, what could not be delivered, and what processes that died left behind.</summary>
internal sealed class OutboxRelay(
    NpgsqlDataSource database,
    OutboxPump pump,
    OutboxAlarm alarm,
    EndpointRegistrar endpoints,
    BusTransport transport,
    NodeIdentity node,
    IServiceProvider services,
    IOptions<HeartOptions> options,
    TimeProvider time,
    ILogger<OutboxRelay> log) : BackgroundService
{
    private const int BatchSize = 200;

    private const string ClaimSql = """
        UPDATE factory.outbox SET node = $1
        WHERE id IN (
            SELECT id FROM factory.outbox WHERE node IS NULL AND due_at <= $2 AND ($3::text[] IS NULL OR destination = ANY($3))
            ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
        RETURNING id, destination, body, content_type, expires_at, attempt
        """;

    private const string FreeSql = """
        UPDATE factory.outbox o SET node = NULL
        WHERE node IS NOT NULL AND node <> $1 AND NOT EXISTS (SELECT FROM factory.node n WHERE n.id = o.node AND n.expires_at > now())
        """;

    // A database that was killed may have lost the deletion of what was delivered: it is delivered again, and the inbox knows it.
    private const string FreeForgottenSql = "UPDATE factory.outbox SET node = NULL WHERE node = $1 AND due_at < $2 AND NOT (id = ANY($3))";

    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(15);

    private DateTimeOffset _swept = time.GetUtcNow();

    /// <summary>When the answer to a claim was lost; it may have committed.</summary>
    private DateTimeOffset? _claimLost;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // In memory there is nobody to keep what comes before the queues are there.
            if (transport.ConsumerDeletesRow)
            {
                await services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
                await TakeOver(stoppingToken);
            }

            while (true)
            {
                await Look(stoppingToken);
                await alarm.Wait(options.Value.PollInterval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    /// <summary>Only one process at a time has a database on the in-memory transport, so whoever began before is gone: nobody waits for its heartbeat to end. What it had in hand counts one attempt.</summary>
    private async Task TakeOver(CancellationToken ct)
    {
        await using var command = database.CreateCommand("UPDATE factory.outbox SET node = NULL, attempt = attempt + 1 WHERE node <> $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task Look(CancellationToken ct)
    {
        try
        {
            await FreeRowsOfTheDead(ct);
            await FreeForgottenRows(ct);
            int claimed;
            do
            {
                claimed = await Claim(Math.Min(BatchSize, pump.Room), ct);
            }
            while (claimed == BatchSize);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException)
        {
            log.LogWarning("The outbox cannot be read: {Reason}", error.Message);
            _claimLost = time.GetUtcNow();
        }
    }

    private async Task FreeRowsOfTheDead(CancellationToken ct)
    {
        await using var command = database.CreateCommand(FreeSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        var freed = await command.ExecuteNonQueryAsync(ct);
        if (freed > 0)
            log.LogInformation("{Count} messages of processes that ended are delivered by this one", freed);
    }

    /// <summary>
    /// Rows that say that this process delivers them, while it does not. In memory rows that wait for their consumer look the same, so only a lost claim is
    /// a reason to look; what of them waits is delivered twice, and the inbox knows it.
    /// </summary>
    private async Task FreeForgottenRows(CancellationToken ct)
    {
        var before = time.GetUtcNow() - Forgotten;
        var unsure = transport.ConsumerDeletesRow ? _claimLost : _swept;
        if (unsure is null || unsure > before)
            return;
        await using var command = database.CreateCommand(FreeForgottenSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = before.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = pump.Held() });
        await command.ExecuteNonQueryAsync(ct);
        _swept = time.GetUtcNow();
        _claimLost = null;
    }

    private async Task<int> Claim(int limit, CancellationToken ct)
    {
        if (limit == 0)
            return 0;
        var rows = await ClaimRows(limit, ct);
        foreach (var row in rows)
            pump.Take(row);
        return rows.Count;
    }

    private async Task<List<OutboxRow>> ClaimRows(int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand(ClaimSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = transport.ConsumerDeletesRow ? endpoints.Names.ToArray() : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        var rows = new List<OutboxRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(Row(reader));
        return rows;
    }

    private static OutboxRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetFieldValue<byte[]>(2),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        null,
        reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
        reader.GetInt32(5));
}
