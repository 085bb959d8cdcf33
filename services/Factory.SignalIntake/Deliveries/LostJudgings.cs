using Factory.Contracts;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Factory.SignalIntake.Receiving;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>
/// Has deliveries judged again whose judging was lost, for example as a dead letter: after a minute, after five, and after half an hour, each alone, so that one does not hold up
/// others. What has no verdict after two hours cannot be judged.
/// </summary>
internal sealed partial class LostJudgings(Heart heart, TimeProvider time, ILogger<LostJudgings> log) : Periodically(TimeSpan.FromSeconds(30), "Deliveries without a verdict were not looked for", time, log)
{
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(2);

    /// <summary>Ids follow time: no index is needed, and verdicts touch none. What comes by <c>POST /signals</c> has a saga that judges it.</summary>
    private const string DueSql = $"""
        UPDATE factory.delivery SET judgings = judgings + 1
        WHERE id IN (
            SELECT id FROM factory.delivery
            WHERE id >= $1 AND id < $2 AND verdict IS NULL AND source <> '{Intake.Source}'
              AND received_at < $3 - CASE judgings WHEN 0 THEN interval '1 minute' WHEN 1 THEN interval '5 minutes' WHEN 2 THEN interval '30 minutes' ELSE interval '2 hours' END
            ORDER BY id LIMIT 200 FOR UPDATE SKIP LOCKED)
        RETURNING id, judgings
        """;

    private const int MostJudgings = 3;

    protected override Task Do(CancellationToken ct) => heart.InTransaction(transaction => Sweep(transaction, ct), ct);

    private async Task Sweep(HeartTransaction transaction, CancellationToken ct)
    {
        var now = Time.GetUtcNow();
        var connection = await transaction.Connect(ct);
        await using var command = new NpgsqlCommand(DueSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = FirstOf(now - Oldest) },
                new NpgsqlParameter<Guid> { TypedValue = FirstOf(now) },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetGuid(0);
            if (reader.GetInt16(1) <= MostJudgings)
                transaction.Send(Endpoints.Signals, new JudgeDeliveries([id]));
            else
                transaction.Write(DeliveryCommands.Judged((id, new DeliveryVerdict(DeliveryVerdict.Rejected, "It could not be judged. './factory dead-letters' may say why; './factory signals replay' tries again."))));
            Again(id, reader.GetInt16(1));
        }
    }

    /// <summary>The lowest id that can be made at this time.</summary>
    private static Guid FirstOf(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new Guid(bytes, bigEndian: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Delivery {Id} has no verdict; it is judged again, for the {Count}. time of 3")]
    private partial void Again(Guid id, int count);
}
