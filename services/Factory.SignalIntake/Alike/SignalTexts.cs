using Factory.SignalIntake.Receiving;
using Npgsql;
using NpgsqlTypes;

namespace Factory.SignalIntake.Alike;

/// <summary>The table <c>factory.signal_text</c>: what signals said.</summary>
internal static class SignalTexts
{
    private const int LongestGist = 1_000;
    private const int MostCompared = 500;

    /// <summary>Those whose mission is open, or ended within a day: what is reported again later is not fixed.</summary>
    private const string Counts = "at > now() - interval '14 days' AND (ended_at IS NULL OR ended_at > now() - interval '1 day')";

    public static NpgsqlBatchCommand Insert(Guid signal, string team, string repository, string source, string title, string gist, string? fingerprint) =>
        new("INSERT INTO factory.signal_text (signal_id, team, repository, source, title, gist, fingerprint) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING")
        {
            Parameters = { Of(signal), Of(team), Of(repository), Of(source), Of(title), Of(Gist(gist)), Text(fingerprint) },
        };

    public static NpgsqlBatchCommand OneMore(Guid signal) => new("UPDATE factory.signal_text SET more = more + 1, last_at = now() WHERE signal_id = $1") { Parameters = { Of(signal) } };

    public static NpgsqlBatchCommand Ended(Guid signal) => new("UPDATE factory.signal_text SET ended_at = now() WHERE signal_id = $1 AND ended_at IS NULL") { Parameters = { Of(signal) } };

    /// <summary>The signal of a source that this is one more of; null for none.</summary>
    public static async Task<AlikeSignal?> InStorm(NpgsqlConnection connection, string team, string repository, string source, string fingerprint, TimeSpan window, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT signal_id, title FROM factory.signal_text WHERE team = $1 AND repository = $2 AND source = $3 AND fingerprint = $4 AND last_at > now() - $5 AND {Counts} ORDER BY at DESC LIMIT 1", connection)
        {
            Parameters = { Of(team), Of(repository), Of(source), Of(fingerprint), Of(window) },
        };
        return await One(command, ct);
    }

    /// <summary>The most similar signal; null where none is similar enough. Similar both ways: a short text is not alike to a long one because it stands in it.</summary>
    /// <remarks>Those that the same message began are in no table yet, and are compared with it, too.</remarks>
    /// <param name="schema">Where pg_trgm is.</param>
    public static async Task<AlikeSignal?> Similar(Judging.Judging judging, string schema, string team, string repository, string gist, double threshold)
    {
        var begun = judging.Said.Where(said => said.Team == team && said.Repository == repository).ToList();
        var function = $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\".word_similarity";
        await using var command = new NpgsqlCommand(
            $"""
            SELECT signal_id, title FROM (
                SELECT signal_id, title, least({function}($3, gist), {function}(gist, $3)) AS alike
                FROM (
                    (SELECT signal_id, title, gist FROM factory.signal_text WHERE team = $1 AND repository = $2 AND {Counts} ORDER BY at DESC LIMIT {MostCompared})
                    UNION ALL SELECT * FROM unnest($5::uuid[], $6::text[], $7::text[])) AS recent (signal_id, title, gist)) AS compared
            WHERE alike >= $4 ORDER BY alike DESC LIMIT 1
            """,
            judging.Connection)
        {
            Parameters =
            {
                Of(team), Of(repository), Of(Gist(gist)), Of((float)threshold),
                Of(begun.Select(said => said.Signal).ToArray()), Of(begun.Select(said => said.Title).ToArray()), Of(begun.Select(said => said.Gist).ToArray()),
            },
        };
        return await One(command, judging.Ct);
    }

    /// <summary>What is compared of a text. Headings are the template's and not what somebody said.</summary>
    public static string Gist(string text)
    {
        var said = string.Join(' ', text.Split('\n').Where(line => !line.StartsWith("##", StringComparison.Ordinal)).Select(line => line.Trim()).Where(line => line.Length > 0));
        return SignalChecks.LineOf(said, LongestGist);
    }

    private static async Task<AlikeSignal?> One(NpgsqlCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new AlikeSignal(reader.GetGuid(0), reader.GetString(1)) : null;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

internal sealed record AlikeSignal(Guid SignalId, string Title);
