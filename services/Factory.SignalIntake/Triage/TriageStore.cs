using Factory.Contracts.Triage;
using Factory.SignalIntake.Deliveries;
using Factory.SignalIntake.Receiving;
using Npgsql;
using NpgsqlTypes;

namespace Factory.SignalIntake.Triage;

/// <summary>The table <c>factory.triage</c>: what models were asked about deliveries, and what they answered.</summary>
internal static class TriageStore
{
    private const int LongestRationale = 600;
    private const int LongestWord = 200;

    private const string Columns = "kind, repository, rationale, confidence, model, problem";

    /// <summary>A delivery waits for an answer, or takes one over that was given to the same question.</summary>
    public static NpgsqlBatchCommand Wait(Guid delivery, Guid ask, string source, Guid signal, string textHash, TriageAnswer? answer) =>
        new($"""
            INSERT INTO factory.triage (delivery_id, ask_id, source, signal_id, text_hash, answered_at, {Columns})
            VALUES ($1, $2, $3, $4, $5, CASE WHEN $6 THEN now() END, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (delivery_id) DO UPDATE SET ask_id = excluded.ask_id, text_hash = excluded.text_hash, asked_at = now(), answered_at = excluded.answered_at,
                kind = excluded.kind, repository = excluded.repository, rationale = excluded.rationale, confidence = excluded.confidence, model = excluded.model, problem = excluded.problem
            """)
        {
            Parameters =
            {
                Of(delivery), Of(ask), Of(source), Of(signal), Of(textHash), Of(answer is not null),
                Text(answer?.Kind), Text(answer?.Repository), Text(answer?.Rationale), Any(answer?.Confidence, NpgsqlDbType.Double), Text(answer?.Model), Text(answer?.Problem),
            },
        };

    public static NpgsqlBatchCommand Answer(Guid ask, Classification? said, string? problem) =>
        new($"UPDATE factory.triage SET answered_at = now(), ({Columns}) = ($2, $3, $4, $5, $6, $7) WHERE ask_id = $1 AND answered_at IS NULL")
        {
            Parameters =
            {
                Of(ask), Text(said?.Kind), Text(Line(said?.Repository, LongestWord)), Text(Line(said?.Rationale, LongestRationale)), Any(said?.Confidence, NpgsqlDbType.Double), Text(Line(said?.Model, LongestWord)),
                Text(Line(problem, LongestRationale)),
            },
        };

    /// <summary>Nobody is cast: nothing was asked.</summary>
    public static NpgsqlBatchCommand NotAsked(Guid ask) => new("DELETE FROM factory.triage WHERE ask_id = $1 AND answered_at IS NULL") { Parameters = { Of(ask) } };

    /// <summary>Asks anew when it is judged anew.</summary>
    public static NpgsqlBatchCommand Forget(Guid delivery) => new("DELETE FROM factory.triage WHERE delivery_id = $1") { Parameters = { Of(delivery) } };

    /// <summary>Takes back the verdicts of those that waited for the answer and caused nothing meanwhile.</summary>
    public static NpgsqlBatchCommand Reopen(IReadOnlyList<Guid> deliveries) =>
        new("UPDATE factory.delivery SET verdict = NULL, why = NULL, judged_at = NULL WHERE id = ANY ($1) AND verdict IN ($2, $3) AND signal_id IS NULL")
        {
            Parameters = { Of(deliveries.ToArray()), Of(DeliveryVerdict.Held), Of(DeliveryVerdict.Ignored) },
        };

    /// <summary>The deliveries that wait for an answer.</summary>
    public static async Task<IReadOnlyList<Guid>> Waiting(NpgsqlConnection connection, Guid ask, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT delivery_id FROM factory.triage WHERE ask_id = $1 AND answered_at IS NULL ORDER BY delivery_id", connection) { Parameters = { Of(ask) } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var waiting = new List<Guid>();
        while (await reader.ReadAsync(ct))
            waiting.Add(reader.GetGuid(0));
        return waiting;
    }

    /// <summary>The same question that another delivery asked within a day; null for none.</summary>
    public static async Task<EarlierAsking?> Earlier(NpgsqlConnection connection, Guid delivery, Guid signal, string textHash, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT ask_id, answered_at IS NOT NULL, {Columns} FROM factory.triage WHERE signal_id = $1 AND text_hash = $2 AND delivery_id <> $3 AND asked_at > now() - interval '1 day' ORDER BY asked_at DESC LIMIT 1", connection)
        {
            Parameters = { Of(signal), Of(textHash), Of(delivery) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new EarlierAsking(reader.GetGuid(0), reader.GetBoolean(1) ? Read(reader, 2) : null) : null;
    }

    /// <summary>How many questions a source caused within the last hour.</summary>
    public static async Task<int> AskedLately(NpgsqlConnection connection, string source, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT count(DISTINCT ask_id)::int FROM factory.triage WHERE source = $1 AND asked_at > now() - interval '1 hour'", connection) { Parameters = { Of(source) } };
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The six columns of an answer.</summary>
    public static TriageAnswer Read(NpgsqlDataReader row, int first) => new(
        At(row, first), At(row, first + 1), At(row, first + 2), row.IsDBNull(first + 3) ? null : row.GetDouble(first + 3), At(row, first + 4), At(row, first + 5));

    private static string? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string? Line(string? text, int longest) => text is null ? null : SignalChecks.LineOf(text, longest);

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Text(string? value) => Any(value, NpgsqlDbType.Text);

    private static NpgsqlParameter Any<T>(T? value, NpgsqlDbType type) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = type };
}

/// <param name="Answer">Null while it waits.</param>
internal sealed record EarlierAsking(Guid AskId, TriageAnswer? Answer);
