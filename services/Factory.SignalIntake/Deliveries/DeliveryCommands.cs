using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>The statements of the table <c>factory.delivery</c>.</summary>
internal static class DeliveryCommands
{
    private const string InsertSql = """
        INSERT INTO factory.delivery (id, team, source, external_id, event, sha256, content_type, bytes, body)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::integer[], $9::bytea[])
        ON CONFLICT (source, external_id) DO NOTHING
        """;

    private const string JudgedSql = """
        UPDATE factory.delivery
        SET verdict = $2, why = $3, title = $4, signal_id = $5, judged_at = now(), body = CASE WHEN $2 = 'accepted' THEN ''::bytea ELSE body END
        WHERE id = $1
        """;

    public static NpgsqlBatchCommand Insert(IReadOnlyList<Delivery> deliveries) => new(InsertSql)
    {
        Parameters =
        {
            Column(deliveries, delivery => delivery.Id),
            Column(deliveries, delivery => delivery.Team),
            Column(deliveries, delivery => delivery.Source),
            Column(deliveries, delivery => delivery.ExternalId),
            Column(deliveries, delivery => delivery.Event),
            Column(deliveries, delivery => delivery.Sha256),
            Column(deliveries, delivery => delivery.ContentType),
            Column(deliveries, delivery => delivery.Bytes),
            Column(deliveries, delivery => delivery.Body),
        },
    };

    public static NpgsqlBatchCommand Judged(Guid id, DeliveryVerdict verdict) => new(JudgedSql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = id },
            new NpgsqlParameter<string> { TypedValue = verdict.Verdict },
            new NpgsqlParameter<string> { TypedValue = verdict.Why },
            new NpgsqlParameter { Value = (object?)verdict.Title ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new NpgsqlParameter { Value = (object?)verdict.SignalId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
        },
    };

    /// <summary>Takes a verdict back that caused nothing.</summary>
    public static NpgsqlBatchCommand Reopen(string team, Guid id) =>
        new("UPDATE factory.delivery SET verdict = NULL, why = NULL, judged_at = NULL WHERE team = $1 AND id = $2 AND signal_id IS NULL")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = team }, new NpgsqlParameter<Guid> { TypedValue = id } },
        };

    private static NpgsqlParameter<T[]> Column<T>(IReadOnlyList<Delivery> deliveries, Func<Delivery, T> value) => new() { TypedValue = [.. deliveries.Select(value)] };
}
