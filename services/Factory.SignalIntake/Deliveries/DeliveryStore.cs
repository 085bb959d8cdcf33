using Factory.Contracts.Origins;
using Factory.SignalIntake.Judging;
using Factory.SignalIntake.Triage;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>Reads stored deliveries.</summary>
internal sealed class DeliveryStore(NpgsqlDataSource database, RecentBodies recent)
{
    // Without the bodies that are still at hand, and with what others answered about each. Until the transaction ends nobody else judges them.
    private const string UnjudgedSql = """
        SELECT d.id, d.team, d.source, d.external_id, d.event, d.content_type, CASE WHEN asked.at_hand THEN ''::bytea ELSE d.body END, d.again, a.subject, a.trust, a.problem, l.delivery_id IS NOT NULL, l.blob_id, l.problem,
            t.delivery_id IS NOT NULL, t.kind, t.repository, t.rationale, t.confidence, t.model, t.problem,
            h.delivery_id IS NOT NULL, h.blob_id, h.problem
        FROM unnest($1::uuid[], $2::boolean[]) AS asked (id, at_hand) JOIN factory.delivery d ON d.id = asked.id
        LEFT JOIN factory.delivery_question a ON a.delivery_id = d.id AND a.kind = 'author' AND a.answered_at IS NOT NULL
        LEFT JOIN factory.delivery_question l ON l.delivery_id = d.id AND l.kind = 'log' AND l.answered_at IS NOT NULL
        LEFT JOIN factory.delivery_question h ON h.delivery_id = d.id AND h.kind = 'thread' AND h.answered_at IS NOT NULL
        LEFT JOIN factory.triage t ON t.delivery_id = d.id AND t.answered_at IS NOT NULL
        WHERE d.verdict IS NULL ORDER BY d.source, d.id FOR UPDATE OF d
        """;

    /// <summary>Those that have no verdict yet, by source and then in the order they came. Until the transaction ends nobody else judges them.</summary>
    public async Task<IReadOnlyList<UnjudgedDelivery>> Unjudged(NpgsqlConnection connection, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var bodies = ids.Select(id => (Id: id, Body: recent.Take(id))).Where(one => one.Body is not null).ToDictionary(one => one.Id, one => one.Body!);
        await using var command = new NpgsqlCommand(UnjudgedSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] },
                new NpgsqlParameter<bool[]> { TypedValue = [.. ids.Select(bodies.ContainsKey)] },
            },
        };
        return await Read(command, bodies, ct);
    }

    /// <summary>An earlier delivery with the same bytes; null for none.</summary>
    public async Task<Guid?> SameBytes(NpgsqlConnection connection, Delivery delivery, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM factory.delivery WHERE source = $1 AND sha256 = $2 AND id < $3 ORDER BY id LIMIT 1", connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = delivery.Source },
                new NpgsqlParameter<byte[]> { TypedValue = delivery.Sha256 },
                new NpgsqlParameter<Guid> { TypedValue = delivery.Id },
            },
        };
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }

    /// <summary>Until the transaction ends nobody else judges what is asked for in the team: two at once would each see room for one more, and nothing that says the same.</summary>
    public async Task Lock(NpgsqlConnection connection, string team, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('factory.delivery of ' || $1, 0))", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = team });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How many of a source became signals within the last hour.</summary>
    public async Task<int> AcceptedLately(NpgsqlConnection connection, string source, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT count(*)::int FROM factory.delivery_accepted WHERE source = $1 AND at > now() - interval '1 hour'", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = source });
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>A team's delivery; null when it has none of that id.</summary>
    public async Task<ListedDelivery?> Find(string team, Guid id, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"SELECT {ListedDelivery.ColumnsAndTables} WHERE d.team = $1 AND d.id = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = team });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ListedDelivery.Of(reader) : null;
    }

    /// <summary>A team's deliveries, the newest first.</summary>
    public async Task<IReadOnlyList<ListedDelivery>> Latest(string team, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"SELECT {ListedDelivery.ColumnsAndTables} WHERE d.team = $1 ORDER BY d.received_at DESC LIMIT $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = team });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var deliveries = new List<ListedDelivery>();
        while (await reader.ReadAsync(ct))
            deliveries.Add(ListedDelivery.Of(reader));
        return deliveries;
    }

    private static async Task<IReadOnlyList<UnjudgedDelivery>> Read(NpgsqlCommand command, Dictionary<Guid, byte[]> bodies, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        var deliveries = new List<UnjudgedDelivery>();
        while (await reader.ReadAsync(ct))
        {
            var id = reader.GetGuid(0);
            var body = bodies.GetValueOrDefault(id) ?? reader.GetFieldValue<byte[]>(6);
            var delivery = new Delivery(id, reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), body);
            deliveries.Add(new UnjudgedDelivery(delivery, Answers(reader)));
        }

        return deliveries;
    }

    private static PublisherAnswers Answers(NpgsqlDataReader row)
    {
        var author = row.IsDBNull(8) ? null : new AuthorAnswer(row.GetString(8), row.IsDBNull(9) ? Trust.Stranger : (Trust)row.GetInt16(9), Text(row, 10));
        var log = row.GetBoolean(11) ? new LogAnswer(row.IsDBNull(12) ? null : row.GetGuid(12), Text(row, 13)) : null;
        return new PublisherAnswers(author, log)
        {
            LetThrough = row.GetBoolean(7),
            Triage = row.GetBoolean(14) ? TriageStore.Read(row, 15) : null,
            Thread = row.GetBoolean(21) ? new ThreadAnswer(row.IsDBNull(22) ? null : row.GetGuid(22), Text(row, 23)) : null,
        };
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

/// <param name="Answers">What others answered when they were asked about it, and whether a person let it through.</param>
internal sealed record UnjudgedDelivery(Delivery Delivery, PublisherAnswers Answers);
