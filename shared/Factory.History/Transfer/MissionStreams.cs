using System.Text.Json;
using Npgsql;

namespace Factory.History.Transfer;

/// <summary>Finds and reads the streams of a mission: its own, its features', its runs', its casting's and its signal's.</summary>
internal static class MissionStreams
{
    /// <exception cref="MissionMissing">The team has no such mission.</exception>
    public static async Task<Guid[]> Of(NpgsqlConnection connection, string team, Guid missionId, CancellationToken ct)
    {
        var (sequence, signal) = await Start(connection, team, missionId, ct) ?? throw new MissionMissing(team, missionId);
        // Features and runs start after their mission: only what came later is searched. Marten's schema has no index to ask by mission.
        await using var command = new NpgsqlCommand(
            """
            SELECT stream_id FROM history.mt_events
            WHERE seq_id > $1 AND version = 1 AND type IN ('feature_opened', 'run_started', 'mission_cast') AND data->>'MissionId' = $2 AND data->>'Team' = $3
            ORDER BY seq_id
            """,
            connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = sequence },
                new NpgsqlParameter<string> { TypedValue = missionId.ToString() },
                new NpgsqlParameter<string> { TypedValue = team },
            },
        };
        var streams = new List<Guid> { missionId };
        if (signal is { } known)
            streams.Add(known);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            streams.Add(reader.GetGuid(0));
        return [.. streams];
    }

    public static async Task<IReadOnlyList<StreamLine>> Lines(NpgsqlConnection connection, Guid[] streams, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id, type, version, created, timestamp FROM history.mt_streams WHERE id = ANY ($1) ORDER BY id", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = streams } },
        };
        var lines = new List<StreamLine>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            lines.Add(new StreamLine(reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2), new DateTimeOffset(reader.GetDateTime(3)), new DateTimeOffset(reader.GetDateTime(4))));
        return lines;
    }

    public static async Task<IReadOnlyList<EventLine>> Events(NpgsqlConnection connection, Guid[] streams, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT id, stream_id, version, type, timestamp, data FROM history.mt_events WHERE stream_id = ANY ($1) ORDER BY seq_id", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = streams } },
        };
        var lines = new List<EventLine>();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            using var data = JsonDocument.Parse(reader.GetFieldValue<byte[]>(5));
            lines.Add(new EventLine(reader.GetGuid(0), reader.GetGuid(1), reader.GetInt64(2), reader.GetString(3), new DateTimeOffset(reader.GetDateTime(4)), data.RootElement.Clone()));
        }

        return lines;
    }

    private static async Task<(long Sequence, Guid? Signal)?> Start(NpgsqlConnection connection, string team, Guid missionId, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT m.seq_id, s.stream_id FROM history.mt_events m
            LEFT JOIN history.mt_events s ON s.stream_id = (m.data->>'SignalId')::uuid AND s.version = 1 AND s.type = 'signal_received' AND s.data->>'Team' = $2
            WHERE m.stream_id = $1 AND m.version = 1 AND m.type = 'mission_started' AND m.data->>'Team' = $2
            """,
            connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = missionId }, new NpgsqlParameter<string> { TypedValue = team } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            return null;
        return (reader.GetInt64(0), await reader.IsDBNullAsync(1, ct) ? null : reader.GetGuid(1));
    }
}
