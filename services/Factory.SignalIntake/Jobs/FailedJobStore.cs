using Npgsql;
using NpgsqlTypes;

namespace Factory.SignalIntake.Jobs;

/// <summary>The table <c>factory.failed_job</c>: which jobs failed, and what was done about each.</summary>
internal static class FailedJobStore
{
    public const string Rerun = "rerun";
    public const string Fix = "fix";

    /// <summary>At once, and not with what the transaction writes at its end: the next failure of the same message is judged by it.</summary>
    public static async Task Record(NpgsqlConnection connection, string team, FailedJob job, string answer, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO factory.failed_job (team, repository, job_id, name, commit, pull_request, answer) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (team, repository, job_id) DO UPDATE SET answer = excluded.answer",
            connection)
        {
            Parameters =
            {
                Of(team), Of(job.Address), Of($"{job.Id}"), Of(job.Name), Of(job.Commit), new NpgsqlParameter { Value = job.PullRequest?.Number ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint }, Of(answer),
            },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What was done about it so far.</summary>
    public static async Task<JobTries> Find(NpgsqlConnection connection, string team, FailedJob job, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT count(*) FILTER (WHERE job_id = $3)::int,
                   count(*) FILTER (WHERE commit = $4 AND name = $5 AND answer = 'rerun')::int,
                   count(*) FILTER (WHERE commit = $4 AND name = $5 AND answer = 'fix')::int,
                   count(*) FILTER (WHERE pull_request = $6 AND answer = 'rerun' AND at > now() - interval '1 day')::int,
                   count(*) FILTER (WHERE pull_request = $6 AND answer = 'fix' AND at > now() - interval '1 day')::int
            FROM factory.failed_job WHERE team = $1 AND repository = $2 AND (job_id = $3 OR commit = $4 OR pull_request = $6)
            """,
            connection)
        {
            Parameters = { Of(team), Of(job.Address), Of($"{job.Id}"), Of(job.Commit), Of(job.Name), Of(job.PullRequest?.Number ?? -1) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new JobTries(reader.GetInt32(0) > 0, reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4));
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}

/// <param name="Known">Whether this very try was told before.</param>
/// <param name="Reruns">Of the job at the commit.</param>
/// <param name="Fixes">Of the job at the commit.</param>
/// <param name="RerunsOfPullRequest">Of all its jobs within a day.</param>
/// <param name="FixesOfPullRequest">As of the reruns.</param>
internal sealed record JobTries(bool Known, int Reruns, int Fixes, int RerunsOfPullRequest, int FixesOfPullRequest);
