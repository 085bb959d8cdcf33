using System.Globalization;
using System.Text;
using Factory.SignalIntake.Receiving;
using Npgsql;
using NpgsqlTypes;

namespace Factory.SignalIntake.Incidents;

/// <summary>The table <c>factory.lately</c>: what was merged, released and deployed.</summary>
internal static class LatelyStore
{
    private const int Most = 10;
    private const int LongestLine = 200;

    /// <param name="repository">Where it is, as missions name it.</param>
    public static NpgsqlBatchCommand Insert(string team, string repository, Happened happened) =>
        new("INSERT INTO factory.lately (team, repository, key, what, commit, url) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING")
        {
            Parameters = { Of(team), Of(repository), Of(happened.Key), Of(SignalChecks.LineOf(happened.What, LongestLine)), Text(happened.Commit), Text(happened.Url) },
        };

    /// <summary>A section of a report; empty where nothing happened within a week.</summary>
    public static async Task<string> Section(NpgsqlConnection connection, string team, string repository, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"SELECT at, what, commit FROM factory.lately WHERE team = $1 AND repository = $2 AND at > now() - interval '7 days' ORDER BY at DESC LIMIT {Most}", connection)
        {
            Parameters = { Of(team), Of(repository) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var lines = new StringBuilder();
        while (await reader.ReadAsync(ct))
        {
            var commit = reader.IsDBNull(2) ? "" : $" ({reader.GetString(2)[..12]})";
            lines.Append(CultureInfo.InvariantCulture, $"\n- {reader.GetFieldValue<DateTimeOffset>(0):yyyy-MM-dd HH:mm} UTC: {reader.GetString(1)}{commit}");
        }

        return lines.Length == 0 ? "" : $"\n\n## What changed lately\n{lines}\n";
    }

    /// <summary>The commit that was deployed before this one; null for none.</summary>
    public static async Task<string?> DeployedBefore(NpgsqlConnection connection, string team, string repository, string commit, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT commit FROM factory.lately WHERE team = $1 AND repository = $2 AND key LIKE 'deployed:%' AND commit <> $3 ORDER BY at DESC LIMIT 1", connection)
        {
            Parameters = { Of(team), Of(repository), Of(commit) },
        };
        return await command.ExecuteScalarAsync(ct) as string;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
