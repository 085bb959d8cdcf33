using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>The statements of the table <c>factory.delivery</c>.</summary>
internal static class DeliveryCommands
{
    // Of any index: a report's id follows from its key, and of two at once the slower one may meet the other at the primary key first.
    private const string InsertSql = """
        INSERT INTO factory.delivery (id, team, source, external_id, event, sha256, content_type, bytes, body)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::integer[], $9::bytea[])
        ON CONFLICT DO NOTHING
        """;

    private const string JudgedSql = """
        UPDATE factory.delivery d
        SET verdict = j.verdict, why = j.why, title = j.title, signal_id = j.signal_id, judged_at = now(), body = CASE WHEN j.verdict = 'accepted' AND j.signal_id IS NOT NULL THEN ''::bytea ELSE d.body END
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[]) AS j (id, verdict, why, title, signal_id)
        WHERE d.id = j.id
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

    public static NpgsqlBatchCommand Judged(params IReadOnlyList<(Guid Id, DeliveryVerdict Verdict)> judged) => new(JudgedSql)
    {
        Parameters =
        {
            Column(judged, one => one.Id),
            Column(judged, one => one.Verdict.Verdict),
            Column(judged, one => one.Verdict.Why),
            Column(judged, one => one.Verdict.Title),
            Column(judged, one => one.Verdict.SignalId),
        },
    };

    /// <summary>Counts a signal against what its source may cause.</summary>
    public static NpgsqlBatchCommand Accepted(Guid signalId, string source) => new("INSERT INTO factory.delivery_accepted (signal_id, source) VALUES ($1, $2)")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = signalId }, new NpgsqlParameter<string> { TypedValue = source } },
    };

    /// <summary>Takes a verdict back that caused nothing.</summary>
    /// <param name="again">Whether a person lets it through that the rules would not.</param>
    public static NpgsqlBatchCommand Reopen(string team, Guid id, bool again) =>
        new("UPDATE factory.delivery SET verdict = NULL, why = NULL, judged_at = NULL, signal_id = NULL, judgings = 0, again = $3 WHERE team = $1 AND id = $2 AND verdict <> 'accepted'")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = team }, new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<bool> { TypedValue = again } },
        };

    /// <summary>What came of it could not be done: a person decides.</summary>
    public static NpgsqlBatchCommand CouldNot(Guid id, string why) =>
        new("UPDATE factory.delivery SET verdict = 'held', why = $2 WHERE id = $1 AND verdict = 'accepted' AND signal_id IS NULL")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = new DeliveryVerdict(DeliveryVerdict.Held, why).Why } },
        };

    /// <summary>Takes back the verdict of one that waited for Publisher's answer.</summary>
    public static NpgsqlBatchCommand Answered(Guid id) =>
        new("UPDATE factory.delivery SET verdict = NULL, why = NULL, judged_at = NULL WHERE id = $1 AND verdict = 'held' AND signal_id IS NULL") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };

    private static NpgsqlParameter<TValue[]> Column<T, TValue>(IReadOnlyList<T> rows, Func<T, TValue> value) => new() { TypedValue = [.. rows.Select(value)] };
}
