using Npgsql;
using NpgsqlTypes;

namespace Factory.History.Costs;

/// <summary>Reads the ledger: what was paid, what is reserved, and what may have been paid.</summary>
public sealed class CostQueries(NpgsqlDataSource database)
{
    /// <summary>What is folded, what ended since, and what is under way.</summary>
    private const string Everything = """
        SELECT day, team, mission_id, role, model, person, usd, input_tokens, cached_tokens, output_tokens, calls, estimated_calls,
            0 AS reserved_usd, 0 AS reserved_calls, presumed_usd AS unknown_usd, presumed_calls AS unknown_calls
        FROM factory.ledger_use
        UNION ALL
        SELECT (c.reserved_at AT TIME ZONE 'UTC')::date, c.team, coalesce(c.mission_id, '00000000-0000-0000-0000-000000000000'), coalesce(c.role, ''), c.model, coalesce(c.person, ''),
            paid.one * c.usd, paid.one * c.input_tokens, paid.one * c.cached_tokens, paid.one * c.output_tokens, paid.one * c.calls, paid.one * c.estimated_calls,
            CASE WHEN open.alive THEN c.held_usd ELSE 0 END,
            CASE WHEN NOT open.alive THEN 0 WHEN c.slice THEN c.open_calls ELSE 1 END,
            CASE WHEN c.state = 'presumed' THEN c.usd WHEN open.alive OR c.state = 'settled' THEN 0 WHEN c.slice THEN c.open_usd ELSE c.reserved_usd END,
            CASE WHEN c.state = 'presumed' THEN c.calls WHEN open.alive OR c.state = 'settled' THEN 0 WHEN c.slice THEN c.open_calls ELSE 1 END
        FROM factory.ledger_call AS c
            CROSS JOIN LATERAL (SELECT CASE WHEN c.state = 'settled' THEN 1 ELSE 0 END AS one) AS paid
            CROSS JOIN LATERAL (SELECT c.state = 'reserved' AND EXISTS (SELECT FROM factory.node AS n WHERE n.id = c.node AND n.expires_at > now()) AS alive) AS open
        WHERE NOT c.folded AND c.state <> 'released'
        """;

    private const string Sums = """
        sum(e.usd), least(sum(e.input_tokens), 9e18)::bigint, least(sum(e.cached_tokens), 9e18)::bigint, least(sum(e.output_tokens), 9e18)::bigint, sum(e.calls)::bigint,
            sum(e.estimated_calls)::bigint, sum(e.reserved_usd), sum(e.reserved_calls)::bigint, sum(e.unknown_usd), sum(e.unknown_calls)::bigint
        """;

    /// <summary>The sums, the dearest first; days in their order.</summary>
    /// <param name="by">What is summed up by.</param>
    /// <param name="team">Only this team's; null for all.</param>
    /// <param name="since">Only calls of this day (UTC) and later; null for all.</param>
    /// <param name="ct">Ends the reading.</param>
    public Task<IReadOnlyList<CostRow>> Read(CostsBy by, string? team, DateOnly? since, CancellationToken ct = default)
    {
        var (name, detail, join) = Columns(by);
        return Read(
            $"""
            SELECT {name} AS name, {detail} AS detail, {Sums} FROM ({Everything}) AS e {join}
            WHERE ($1::text IS NULL OR e.team = $1) AND ($2::date IS NULL OR e.day >= $2)
            GROUP BY 1, 2 ORDER BY {(by == CostsBy.Day ? "1" : "3 DESC, 1")}
            """,
            [Parameter(team, NpgsqlDbType.Text), Parameter(since, NpgsqlDbType.Date)],
            ct);
    }

    /// <summary>A mission's costs by role and model, the dearest first.</summary>
    public Task<IReadOnlyList<CostRow>> OfMission(Guid missionId, CancellationToken ct = default) => Read(
        $"SELECT e.role, e.model, {Sums} FROM ({Everything}) AS e WHERE e.mission_id = $1 GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2", [Parameter(missionId, NpgsqlDbType.Uuid)], ct);

    private static (string Name, string Detail, string Join) Columns(CostsBy by) => by switch
    {
        CostsBy.Role => ("e.role", "NULL::text", ""),
        CostsBy.Team => ("e.team", "NULL::text", ""),
        CostsBy.Mission => (
            "CASE WHEN e.mission_id = '00000000-0000-0000-0000-000000000000' THEN '' ELSE right(replace(e.mission_id::text, '-', ''), 8) END",
            "m.title",
            "LEFT JOIN factory.mission_list AS m ON m.mission_id = e.mission_id"),
        CostsBy.Day => ("to_char(e.day, 'YYYY-MM-DD')", "NULL::text", ""),
        CostsBy.Person => ("e.person", "NULL::text", ""),
        _ => ("e.model", "NULL::text", ""),
    };

    private async Task<IReadOnlyList<CostRow>> Read(string sql, NpgsqlParameter[] parameters, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        var rows = new List<CostRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new CostRow(
                reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetDecimal(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6),
                reader.GetInt64(7), reader.GetDecimal(8), reader.GetInt64(9), reader.GetDecimal(10), reader.GetInt64(11)));
        }

        return rows;
    }

    private static NpgsqlParameter Parameter(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
