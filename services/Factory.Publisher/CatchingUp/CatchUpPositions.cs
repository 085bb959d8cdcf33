using Npgsql;

namespace Factory.Publisher.CatchingUp;

/// <summary>Up to when each webhook's deliveries were looked through.</summary>
internal sealed class CatchUpPositions(NpgsqlDataSource database)
{
    /// <summary>Where to look from; null where another process looked lately. A webhook that was never looked at is looked at from now on: what came before it was known here is not missed.</summary>
    public async Task<DateTimeOffset?> Take(string hook, DateTimeOffset now, TimeSpan every, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            INSERT INTO factory.catch_up AS known (hook, position) VALUES ($1, $2)
            ON CONFLICT (hook) DO UPDATE SET looked_at = now() WHERE known.looked_at < now() - $3
            RETURNING position
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = hook });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = every });
        return await command.ExecuteScalarAsync(ct) is DateTime position ? new DateTimeOffset(position) : null;
    }

    /// <summary>With the transaction that hands in what was missed.</summary>
    public static NpgsqlBatchCommand Move(string hook, DateTimeOffset position) => new("UPDATE factory.catch_up SET position = greatest(position, $2) WHERE hook = $1")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = hook }, new NpgsqlParameter<DateTime> { TypedValue = position.UtcDateTime } },
    };

    /// <summary>It could not be looked through: another look may come at once.</summary>
    public async Task GiveBack(string hook, CancellationToken ct)
    {
        await using var command = database.CreateCommand("UPDATE factory.catch_up SET looked_at = '-infinity' WHERE hook = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = hook });
        await command.ExecuteNonQueryAsync(ct);
    }
}
