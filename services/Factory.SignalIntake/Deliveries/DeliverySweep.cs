using Factory.Contracts;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Factory.SignalIntake.Receiving;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>
/// Has deliveries judged that nobody was asked to judge, because the process that stored them ended in between, or whose judging was lost, for example as a dead letter: those of before
/// this process at its start, others after a minute, after five, and after half an hour. What has no verdict after two hours cannot be judged.
/// </summary>
/// <remarks>
/// Their ids begin with the time they came at, so those to look at are one range of the primary key. An index of what has no verdict would be dearer: each verdict would have to write to
/// it, and to all the other indexes with it.
/// </remarks>
internal sealed partial class DeliverySweep(Heart heart, IConfiguration configuration, TimeProvider time, ILogger<DeliverySweep> log)
    : Periodically(TimeSpan.FromSeconds(30), "Deliveries without a verdict were not looked for", time, log)
{
    private const int MostJudgings = 3;
    private const int MostInOne = 256;

    /// <summary>For what is stored to get its message, and for clocks to differ.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Longer than the last that is waited for.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(6);

    /// <summary>What comes by <c>POST /signals</c> has a saga that judges it.</summary>
    private const string DueSql = $"""
        UPDATE factory.delivery SET judgings = judgings + 1
        WHERE id IN (
            SELECT id FROM factory.delivery
            WHERE id >= $1 AND id < $2 AND verdict IS NULL AND source <> '{Intake.Source}'
              AND received_at < $3 - CASE judgings WHEN 0 THEN $4 WHEN 1 THEN interval '5 minutes' WHEN 2 THEN interval '30 minutes' ELSE interval '2 hours' END
            ORDER BY id LIMIT $5 FOR UPDATE SKIP LOCKED)
        RETURNING id, judgings
        """;

    private readonly DateTimeOffset _startedAt = time.GetUtcNow();
    private bool _begun;

    protected override bool AtStart => true;

    internal Task Once(CancellationToken ct) => Sweep(Time.GetUtcNow() - Oldest, Time.GetUtcNow(), Grace, ct);

    protected override async Task Do(CancellationToken ct)
    {
        if (_begun)
            await Once(ct);
        else
            await Sweep(_startedAt - DeliveryAge.Kept(configuration), _startedAt, TimeSpan.Zero, ct);
        _begun = true;
    }

    private async Task Sweep(DateTimeOffset from, DateTimeOffset to, TimeSpan grace, CancellationToken ct)
    {
        for (var found = MostInOne; found == MostInOne;)
            await heart.InTransaction(async transaction => found = await Sweep(transaction, from, to, grace, ct), ct);
    }

    private async Task<int> Sweep(HeartTransaction transaction, DateTimeOffset from, DateTimeOffset to, TimeSpan grace, CancellationToken ct)
    {
        var now = Time.GetUtcNow();
        var due = await Due(await transaction.Connect(ct), from, to, now, grace, ct);
        var first = due.Where(one => one.Judgings == 1).Select(one => one.Id).ToList();

        // With a due time they wait for the bus, which may not be up yet.
        if (first.Count > 0)
            transaction.Send(Endpoints.Signals, new JudgeDeliveries(first), now);

        // One that was judged in vain does not hold up others a second time.
        foreach (var (id, judgings) in due.Where(one => one.Judgings > 1))
        {
            if (judgings <= MostJudgings)
                transaction.Send(Endpoints.Signals, new JudgeDeliveries([id]), now);
            else
                transaction.Write(DeliveryCommands.Judged((id, new DeliveryVerdict(DeliveryVerdict.Rejected, "It could not be judged. './factory dead-letters' may say why; './factory signals replay' tries again."))));
            Again(id, judgings);
        }

        return due.Count;
    }

    private static async Task<List<(Guid Id, int Judgings)>> Due(NpgsqlConnection connection, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, TimeSpan grace, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(DueSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = FirstOf(from) },
                new NpgsqlParameter<Guid> { TypedValue = FirstOf(to) },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
                new NpgsqlParameter<TimeSpan> { TypedValue = grace },
                new NpgsqlParameter<int> { TypedValue = MostInOne },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var due = new List<(Guid, int)>();
        while (await reader.ReadAsync(ct))
            due.Add((reader.GetGuid(0), reader.GetInt16(1)));
        return due;
    }

    /// <summary>The lowest id that can be made at this time.</summary>
    private static Guid FirstOf(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new Guid(bytes, bigEndian: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} has no verdict; this is judging {Count} of 3")]
    private partial void Again(Guid id, int count);
}
