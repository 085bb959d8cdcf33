using Npgsql;

namespace Factory.History.Missions;

/// <summary>A mission as people see it in a list.</summary>
/// <param name="Status">fetching, planning, working, proving, publishing, reviewing, paused or ended.</param>
/// <param name="Outcome">published, not-fixed, answered, not-answered, reviewed, failed or cancelled; null before the end.</param>
/// <param name="Repository">Path as the signal gave it.</param>
/// <param name="Usd">US dollars spent so far.</param>
/// <param name="Sequence">The last event that changed this row.</param>
public sealed record MissionRow(
    Guid MissionId, string Team, Guid SignalId, string Title, string Status, string? Outcome, string? Reason, string Repository, string? Base,
    string? Branch, string? Commit, string? Url, decimal Usd, long Tokens, int Turns, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt, long Sequence);

/// <summary>Reads the mission list. A team sees its own missions only.</summary>
public sealed class MissionQueries(NpgsqlDataSource database)
{
    private const string Select = """
        SELECT mission_id, team, signal_id, title, status, outcome, reason, repository, base, branch, commit, url, usd, tokens, turns, started_at, updated_at, sequence
        FROM factory.mission_list
        """;

    /// <summary>The team's missions, the newest first.</summary>
    /// <param name="team">Whose.</param>
    /// <param name="limit">At most so many, 1 to 1,000.</param>
    /// <param name="before">Only those that started before this time; null for all.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<MissionRow>> List(string team, int limit = 100, DateTimeOffset? before = null, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand($"{Select} WHERE team = $1 AND started_at < $2 ORDER BY started_at DESC, mission_id LIMIT $3");
        command.Parameters.AddWithValue(team);
        command.Parameters.AddWithValue((before ?? DateTimeOffset.MaxValue.AddYears(-1000)).UtcDateTime);
        command.Parameters.AddWithValue(Math.Clamp(limit, 1, 1000));
        return await Rows(command, ct);
    }

    /// <summary>The team's mission with this id, or null.</summary>
    public async Task<MissionRow?> Find(string team, Guid missionId, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand($"{Select} WHERE team = $1 AND mission_id = $2");
        command.Parameters.AddWithValue(team);
        command.Parameters.AddWithValue(missionId);
        return (await Rows(command, ct)).FirstOrDefault();
    }

    /// <summary>The team's missions whose id ends with the characters that people see and type (<c>Ids.Short</c>): none, one, or seldom more.</summary>
    public async Task<IReadOnlyList<MissionRow>> FindShort(string team, string shortId, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(shortId);
        await using var command = database.CreateCommand($"{Select} WHERE team = $1 AND right(mission_id::text, 8) = $2 LIMIT 10");
        command.Parameters.AddWithValue(team);
        command.Parameters.AddWithValue(shortId.ToLowerInvariant());
        return await Rows(command, ct);
    }

    private static async Task<List<MissionRow>> Rows(NpgsqlCommand command, CancellationToken ct)
    {
        var rows = new List<MissionRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(Row(reader));
        return rows;
    }

    private static MissionRow Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetString(3), reader.GetString(4), Text(reader, 5), Text(reader, 6), reader.GetString(7),
        Text(reader, 8), Text(reader, 9), Text(reader, 10), Text(reader, 11), reader.GetDecimal(12), reader.GetInt64(13), reader.GetInt32(14),
        new DateTimeOffset(reader.GetDateTime(15)), new DateTimeOffset(reader.GetDateTime(16)), reader.GetInt64(17));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
