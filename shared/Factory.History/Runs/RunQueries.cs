using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Features;
using Npgsql;

namespace Factory.History.Runs;

/// <summary>A droid run as people see it.</summary>
/// <param name="Role">planner, coder, tester, reviewer or docs.</param>
/// <param name="Status">opening, thinking, acting, waiting-for-human, paused or ended.</param>
/// <param name="Outcome">completed, stuck, turn-limit and so on; null before the end.</param>
/// <param name="Usd">US dollars spent so far.</param>
public sealed record RunRow(
    Guid RunId, Guid MissionId, string Role, string Status, string? Outcome, string? Reason, BlobRef Prompt, BlobRef Task,
    decimal Usd, long Tokens, int Turns, DateTimeOffset StartedAt, DateTimeOffset UpdatedAt);

/// <summary>One turn of a run: a model's answer and what its tool calls gave.</summary>
/// <param name="Turn">1 for the first.</param>
/// <param name="Answer">JSON: text and tool calls.</param>
/// <param name="Calls">How many tool calls the answer asks for.</param>
/// <param name="Results">JSON: a result per call; null until the tools ran.</param>
/// <param name="Checkpoint">The workspace after this turn, where it changed.</param>
/// <param name="ModelSeconds">How long the model took.</param>
/// <param name="ToolSeconds">How long the tools took; null until they ran.</param>
public sealed record TurnRow(
    int Turn, string Model, BlobRef Answer, int Calls, BlobRef? Results, Change? Checkpoint, Guid? ComputerId,
    decimal Usd, long Tokens, double ModelSeconds, double? ToolSeconds, DateTimeOffset AnsweredAt);

/// <summary>Reads droid runs and their transcripts. A team sees its own only.</summary>
public sealed class RunQueries(NpgsqlDataSource database)
{
    private const string Select = """
        SELECT run_id, mission_id, role, status, outcome, reason, prompt, task, usd, tokens, turns, started_at, updated_at FROM factory.run
        """;

    /// <summary>The runs of a team's mission, in the order they started.</summary>
    public async Task<IReadOnlyList<RunRow>> OfMission(string team, Guid missionId, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand($"{Select} WHERE team = $1 AND mission_id = $2 ORDER BY started_at, run_id");
        return await Read(command, [team, missionId], Run, ct);
    }

    /// <summary>A team's run, or null.</summary>
    public async Task<RunRow?> Find(string team, Guid runId, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand($"{Select} WHERE team = $1 AND run_id = $2");
        return (await Read(command, [team, runId], Run, ct)).FirstOrDefault();
    }

    /// <summary>The turns of a team's run, in order; none of another team's.</summary>
    /// <param name="team">Whose run.</param>
    /// <param name="runId">The run.</param>
    /// <param name="after">Only turns with a higher number; 0 for all.</param>
    /// <param name="most">So many at most; default all.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IReadOnlyList<TurnRow>> Transcript(string team, Guid runId, int after = 0, int most = int.MaxValue, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand(
            """
            SELECT t.turn, t.model, t.answer, t.calls, t.results, t.checkpoint, t.computer_id, t.usd, t.tokens, t.model_seconds, t.tool_seconds, t.answered_at
            FROM factory.run r JOIN factory.run_turn t ON t.run_id = r.run_id WHERE r.team = $1 AND r.run_id = $2 AND t.turn > $3
            ORDER BY t.turn LIMIT $4
            """);
        return await Read(command, [team, runId, after, most], Turn, ct);
    }

    private static async Task<List<TRow>> Read<TRow>(NpgsqlCommand command, object[] values, Func<NpgsqlDataReader, TRow> row, CancellationToken ct)
    {
        foreach (var value in values)
            command.Parameters.AddWithValue(value);
        var rows = new List<TRow>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            rows.Add(row(reader));
        return rows;
    }

    private static RunRow Run(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), Maybe(reader, 4, reader.GetString), Maybe(reader, 5, reader.GetString),
        Json<BlobRef>(reader, 6)!, Json<BlobRef>(reader, 7)!, reader.GetDecimal(8), reader.GetInt64(9), reader.GetInt32(10), Time(reader, 11), Time(reader, 12));

    private static TurnRow Turn(NpgsqlDataReader reader) => new(
        reader.GetInt32(0), reader.GetString(1), Json<BlobRef>(reader, 2)!, reader.GetInt32(3), Json<BlobRef>(reader, 4), Json<Change>(reader, 5),
        reader.IsDBNull(6) ? null : reader.GetGuid(6), reader.GetDecimal(7), reader.GetInt64(8), reader.GetDouble(9), reader.IsDBNull(10) ? null : reader.GetDouble(10), Time(reader, 11));

    private static DateTimeOffset Time(NpgsqlDataReader reader, int column) => new(reader.GetDateTime(column));

    private static T? Maybe<T>(NpgsqlDataReader reader, int column, Func<int, T> read)
        where T : class => reader.IsDBNull(column) ? null : read(column);

    private static T? Json<T>(NpgsqlDataReader reader, int column)
        where T : class => reader.IsDBNull(column) ? null : JsonSerializer.Deserialize<T>(reader.GetFieldValue<byte[]>(column), EventJson.Options);
}
