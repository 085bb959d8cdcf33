using Npgsql;

namespace Factory.History.Projections;

/// <summary>Where a projection is in history, kept in Marten's mt_event_progression under the name that Marten would give it.</summary>
internal sealed class ProjectionPosition(IProjection projection)
{
    public string Name { get; } = NameOf(projection.Name, projection.Version);

    /// <summary>Sets the position; changes no row when somebody else moved it.</summary>
    public NpgsqlBatchCommand Move(long from, long to) => new("UPDATE history.mt_event_progression SET last_seq_id = $3, last_updated = now() WHERE name = $1 AND last_seq_id = $2")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = Name }, new NpgsqlParameter<long> { TypedValue = from }, new NpgsqlParameter<long> { TypedValue = to } },
    };

    /// <summary>Back to zero, with the projection's rows deleted, all or nothing.</summary>
    public async Task Reset(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        // The position first: whoever applies events locks it first too, so that the two wait for each other and never in a circle.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "INSERT INTO history.mt_event_progression (name, last_seq_id, last_updated) VALUES ($1, 0, now()) ON CONFLICT (name) DO UPDATE SET last_seq_id = 0, last_updated = now()")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = Name } },
        });
        projection.Clear(batch);
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The position, or null when this version of the projection never ran.</summary>
    public async Task<long?> Read(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT last_seq_id FROM history.mt_event_progression WHERE name = $1", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = Name } },
        };
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    /// <summary>Whether a newer version of the projection has run.</summary>
    public async Task<bool> IsSuperseded(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT EXISTS (
                SELECT FROM history.mt_event_progression, regexp_match(name, '^(.*):V(\d{1,9}):All$') AS part
                WHERE part[1] = $1 AND part[2]::int > $2)
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = projection.Name }, new NpgsqlParameter<int> { TypedValue = projection.Version } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private static string NameOf(string name, int version) => version == 1 ? $"{name}:All" : $"{name}:V{version}:All";
}
