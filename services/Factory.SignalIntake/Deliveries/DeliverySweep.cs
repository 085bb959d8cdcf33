using Factory.Contracts;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>
/// Finds deliveries that are stored and that nobody was asked to judge, because the process that stored them ended in between: those of before at the start,
/// those of other processes a minute later.
/// </summary>
/// <remarks>
/// Their ids begin with the time they came at, so those since the last look are one range of the primary key. An index of what has no verdict would be
/// dearer: each verdict would have to write to it, and to all the other indexes with it.
/// </remarks>
internal sealed class DeliverySweep(NpgsqlDataSource database, Heart heart, IConfiguration configuration, TimeProvider time, ILogger<DeliverySweep> log)
    : Periodically(TimeSpan.FromSeconds(10), "Deliveries without a verdict were not looked for", time, log)
{
    private const int MostInOne = 256;

    /// <summary>For what is stored to get its message, and for clocks to differ.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _seen;

    protected override bool AtStart => true;

    protected override async Task Do(CancellationToken ct)
    {
        var now = Time.GetUtcNow();
        var (from, to) = _seen is { } seen ? (seen, now - Grace) : (now - DeliveryAge.Kept(configuration), now);
        for (var after = First(from); await Unjudged(after, First(to), ct) is { Count: > 0 } ids; after = ids[^1])
            await heart.InTransaction(transaction => Send(transaction, ids, now), ct);
        _seen = now - Grace;
    }

    private static Task Send(HeartTransaction transaction, List<Guid> ids, DateTimeOffset due)
    {
        // With a due time it waits for the bus, which may not be up yet.
        transaction.Send(Endpoints.Signals, new JudgeDeliveries(ids), due);
        return Task.CompletedTask;
    }

    /// <summary>Smaller than all ids of that time: they begin with its milliseconds.</summary>
    private static Guid First(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(time).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new Guid(bytes, bigEndian: true);
    }

    private async Task<List<Guid>> Unjudged(Guid from, Guid to, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT id FROM factory.delivery WHERE id > $1 AND id < $2 AND verdict IS NULL ORDER BY id LIMIT $3");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = to });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = MostInOne });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(ct))
            ids.Add(reader.GetGuid(0));
        return ids;
    }
}
