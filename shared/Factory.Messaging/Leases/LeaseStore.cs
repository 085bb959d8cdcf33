using Factory.Messaging.Nodes;
using Npgsql;
using static Factory.Messaging.Leases.LeaseCommands;

namespace Factory.Messaging.Leases;

/// <summary>What a node does with lease rows outside of messages and recordings.</summary>
internal sealed class LeaseStore(NpgsqlDataSource database, NodeIdentity node)
{
    private const int LongestError = 2000;

    /// <summary>Takes work that nobody does, oldest first. A node that others take for dead gets none: they would free it again at once.</summary>
    public async Task<IReadOnlyList<ClaimedLease>> Claim(Lane lane, int most, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            """
            UPDATE factory.lease AS l SET node = $1, attempt = l.attempt + 1
            FROM (
                SELECT id FROM factory.lease
                WHERE lane = $2 AND kind = $3 AND node IS NULL AND due_at <= now()
                    AND EXISTS (SELECT FROM factory.node WHERE id = $1 AND expires_at > now())
                ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED) AS waiting
            WHERE l.id = waiting.id
            RETURNING l.id, l.attempt, l.key, l.payload::text
            """);
        command.Parameters.AddRange(new NpgsqlParameter[] { Of(node.Id), Of(lane.Name), Of(lane.Kind), Of(most) });
        var claimed = new List<ClaimedLease>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            claimed.Add(new ClaimedLease(reader.GetGuid(0), reader.GetInt32(1), reader.GetGuid(2), reader.GetString(3)));
        return claimed;
    }

    /// <summary>Which of these lanes (name, kind) have work that nobody does.</summary>
    public async Task<IReadOnlySet<(string Name, string Kind)>> Waiting(IEnumerable<string> names, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "SELECT DISTINCT lane, kind FROM factory.lease WHERE node IS NULL AND lane = ANY($1) AND due_at <= now()");
        command.Parameters.Add(Of(names.ToArray()));
        var waiting = new HashSet<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            waiting.Add((reader.GetString(0), reader.GetString(1)));
        return waiting;
    }

    /// <summary>What the database knows to be held by this node.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Held(CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT id, attempt FROM factory.lease WHERE node = $1");
        command.Parameters.Add(Of(node.Id));
        var held = new Dictionary<Guid, int>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            held.Add(reader.GetGuid(0), reader.GetInt32(1));
        return held;
    }

    /// <summary>Frees what dead nodes held. Their attempt stays counted: it may be the work that killed them.</summary>
    public Task<int> FreeOfDead(CancellationToken ct) => Execute(
        """
        UPDATE factory.lease SET node = NULL, due_at = now() WHERE id IN (
            SELECT l.id FROM factory.lease AS l
            WHERE l.node IS NOT NULL AND NOT EXISTS (SELECT FROM factory.node AS n WHERE n.id = l.node AND n.expires_at > now())
            FOR UPDATE SKIP LOCKED)
        """,
        ct);

    /// <summary>Gives everything back that this node holds, as if it had not been begun.</summary>
    public Task<int> GiveAllBack(CancellationToken ct) =>
        Execute("UPDATE factory.lease SET node = NULL, attempt = attempt - 1, due_at = now() WHERE node = $1", ct, Of(node.Id));

    /// <summary>Gives these back, as if they had not been begun.</summary>
    public Task<int> GiveBack(IEnumerable<Guid> leases, CancellationToken ct) => Execute(
        "UPDATE factory.lease SET node = NULL, attempt = attempt - 1, due_at = now() WHERE node = $1 AND id = ANY($2)", ct, Of(node.Id), Of(leases.ToArray()));

    /// <summary>Another attempt, later.</summary>
    public Task<int> TryAgain(HeldLease lease, TimeSpan after, Exception error, CancellationToken ct) => Execute(
        "UPDATE factory.lease SET node = NULL, due_at = now() + $4, error = $5 WHERE id = $1 AND node = $2 AND attempt = $3",
        ct, Of(lease.Id), Of(node.Id), Of(lease.Attempt), Of(after), Of(Describe(error)));

    /// <summary>Not even its failure can be recorded: it is kept with the reason, a dead letter that is begun again when someone retries it.</summary>
    public Task<int> Park(HeldLease lease, Exception error, CancellationToken ct) => Execute(
        "UPDATE factory.lease SET node = NULL, attempt = 0, due_at = 'infinity', parked_at = now(), error = $4 WHERE id = $1 AND node = $2 AND attempt = $3",
        ct, Of(lease.Id), Of(node.Id), Of(lease.Attempt), Of(Describe(error)));

    private static string Describe(Exception error)
    {
        var text = $"{error.GetType().Name}: {error.Message}".Replace("\0", "", StringComparison.Ordinal);
        return text.Length <= LongestError ? text : text[..LongestError];
    }

    private async Task<int> Execute(string sql, CancellationToken ct, params NpgsqlParameter[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(ct);
    }
}
