using Factory.Messaging;
using Npgsql;
using NpgsqlTypes;

namespace Factory.Publisher.Outputs;

/// <summary>What of an output is recorded: that it began, and how it ended.</summary>
internal sealed class OutputLedger(NpgsqlDataSource database, TimeProvider time)
{
    private static readonly TimeSpan HoldWait = TimeSpan.FromSeconds(2);

    /// <summary>How the proposal ended; null where it has not.</summary>
    /// <exception cref="OutputNotAllowed">The id was used for something else.</exception>
    public async Task<Ended?> Find(Proposal proposal, byte[] hash, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT state, url, external_id, reason, content_sha256 FROM factory.output WHERE proposal_id = $1");
        command.Parameters.Add(Of(proposal.Id));
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            return null;
        if (!reader.GetFieldValue<byte[]>(4).AsSpan().SequenceEqual(hash))
            throw new OutputNotAllowed($"The proposal {proposal.Id} was made before with other content: a proposal of other content needs an id of its own.");
        return reader.GetString(0) == "begun" ? null : new Ended(new Applied(Text(reader, 1), Text(reader, 2)), Text(reader, 3));
    }

    /// <summary>Takes the resource for this lease, and records that from here on the effect may happen.</summary>
    /// <exception cref="AskLater">Somebody else writes to it now.</exception>
    /// <exception cref="OutputNotAllowed">The mission has written as much as it may.</exception>
    /// <exception cref="Superseded">A later output to the same resource was applied already.</exception>
    public async Task<Attempt> Begin(Proposal proposal, byte[] hash, Guid lease, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await Hold(connection, proposal, lease, ct);
        if (proposal.Ordinal is { } ordinal && await HasLater(connection, proposal.Resource, ordinal, ct))
            throw new Superseded();
        if (proposal is { Counts: true, Most: { } most } && await Written(connection, proposal, ct) >= most)
            throw new OutputNotAllowed($"The mission has written {most} times to the outside, which is as much as policy.limits.outputs allows.");
        var (isNew, beganAt) = await Record(connection, proposal, hash, ct);
        return new Attempt(!isNew, await Known(connection, proposal.Resource, ct), beganAt);
    }

    /// <summary>Records the end with the transaction, and lets the resource go.</summary>
    public static void End(HeartTransaction transaction, Proposal proposal, byte[] hash, Guid lease, string state, Applied? applied, string? reason)
    {
        transaction.Write(new NpgsqlBatchCommand(
            """
            INSERT INTO factory.output (proposal_id, mission_id, team, kind, resource, ordinal, content_sha256, state, url, external_id, reason, ended_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, clock_timestamp())
            ON CONFLICT (proposal_id) DO UPDATE SET state = excluded.state, url = excluded.url, external_id = excluded.external_id, reason = excluded.reason, ended_at = excluded.ended_at
            WHERE output.state = 'begun'
            """)
        {
            Parameters =
            {
                Of(proposal.Id), Of(proposal.MissionId), Of(proposal.Team), Of(proposal.Kind), Of(proposal.Resource), Nullable(proposal.Ordinal, NpgsqlDbType.Bigint), Of(hash), Of(state),
                Nullable(applied?.Url, NpgsqlDbType.Text), Nullable(applied?.ExternalId, NpgsqlDbType.Text), Nullable(reason, NpgsqlDbType.Text),
            },
        });
        Release(transaction, proposal, lease);
    }

    /// <summary>Lets the resource go.</summary>
    public static void Release(HeartTransaction transaction, Proposal proposal, Guid lease) =>
        transaction.Write(new NpgsqlBatchCommand("DELETE FROM factory.output_hold WHERE resource = $1 AND lease = $2") { Parameters = { Of(proposal.Resource), Of(lease) } });

    private async Task Hold(NpgsqlConnection connection, Proposal proposal, Guid lease, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO factory.output_hold AS hold (resource, lease) VALUES ($1, $2)
            ON CONFLICT (resource) DO UPDATE SET lease = excluded.lease
            WHERE hold.lease = excluded.lease OR NOT EXISTS (SELECT FROM factory.lease WHERE id = hold.lease)
            RETURNING lease
            """,
            connection)
        {
            Parameters = { Of(proposal.Resource), Of(lease) },
        };
        if (await command.ExecuteScalarAsync(ct) is null)
            throw new AskLater(time.GetUtcNow() + HoldWait, "Something else is being written to the same place.");
    }

    private static async Task<bool> HasLater(NpgsqlConnection connection, string resource, long ordinal, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM factory.output WHERE resource = $1 AND state = 'applied' AND ordinal > $2)", connection)
        {
            Parameters = { Of(resource), Of(ordinal) },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<long> Written(NpgsqlConnection connection, Proposal proposal, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT count(*) FROM factory.output WHERE mission_id = $1 AND proposal_id <> $2 AND state IN ('begun', 'applied') AND kind <> 'telling'", connection)
        {
            Parameters = { Of(proposal.MissionId), Of(proposal.Id) },
        };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<(bool IsNew, DateTimeOffset BeganAt)> Record(NpgsqlConnection connection, Proposal proposal, byte[] hash, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO factory.output AS output (proposal_id, mission_id, team, kind, resource, ordinal, content_sha256, state) VALUES ($1, $2, $3, $4, $5, $6, $7, 'begun')
            ON CONFLICT (proposal_id) DO UPDATE SET state = output.state
            RETURNING xmax = 0, began_at
            """,
            connection)
        {
            Parameters = { Of(proposal.Id), Of(proposal.MissionId), Of(proposal.Team), Of(proposal.Kind), Of(proposal.Resource), Nullable(proposal.Ordinal, NpgsqlDbType.Bigint), Of(hash) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetBoolean(0), new DateTimeOffset(reader.GetDateTime(1)));
    }

    private static async Task<Applied?> Known(NpgsqlConnection connection, string resource, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "SELECT url, external_id FROM factory.output WHERE resource = $1 AND state = 'applied' AND external_id IS NOT NULL ORDER BY ended_at DESC LIMIT 1", connection)
        {
            Parameters = { Of(resource) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new Applied(Text(reader, 0), Text(reader, 1)) : null;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

/// <param name="Refused">Why; null where it was applied, or where a later one made it needless.</param>
internal sealed record Ended(Applied Applied, string? Refused);

/// <summary>A later output to the same resource was applied: this one changes nothing any more.</summary>
internal sealed class Superseded : Exception;
