using Factory.Contracts.Origins;
using Npgsql;
using NpgsqlTypes;

namespace Factory.SignalIntake.PullRequests;

/// <summary>The table <c>factory.seen_pull_request</c>.</summary>
internal static class PullRequestStore
{
    private const string Columns = "repository, number, head_commit, base_branch, head_branch, from_fork, draft, own, open, merge_commit, updated_at";

    private const string SeenSql = $"""
        INSERT INTO factory.seen_pull_request AS known (team, {Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (team, repository, number) DO UPDATE
        SET head_commit = excluded.head_commit, base_branch = excluded.base_branch, head_branch = excluded.head_branch, from_fork = excluded.from_fork, draft = excluded.draft,
            own = excluded.own, open = excluded.open, merge_commit = coalesce(excluded.merge_commit, known.merge_commit), updated_at = excluded.updated_at
        WHERE excluded.updated_at >= known.updated_at
        """;

    public static NpgsqlBatchCommand Seen(string team, KnownPullRequest seen) => new(SeenSql)
    {
        Parameters =
        {
            Of(team), Of(seen.Ref.Repository), Of(seen.Ref.Number), Of(seen.Ref.HeadCommit), Of(seen.Ref.BaseBranch), Text(seen.Ref.HeadBranch), Of(seen.Ref.FromFork), Of(seen.Ref.Draft),
            Of(seen.Own), Of(seen.Open), Text(seen.MergeCommit), Of(seen.UpdatedAt.UtcDateTime),
        },
    };

    /// <param name="repository">The repository's address.</param>
    public static async Task<IReadOnlyList<KnownPullRequest>> Find(NpgsqlConnection connection, string team, string repository, PullRequestQuery query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT {Columns} FROM factory.seen_pull_request WHERE team = $1 AND repository = $2 AND (number = $3 OR (head_branch = $4 AND open AND NOT from_fork) OR merge_commit = ANY ($5)) ORDER BY number DESC LIMIT 100", connection)
        {
            Parameters = { Of(team), Of(repository), Of(query.Number ?? -1), Text(query.HeadBranch), Of(query.MergeCommits.ToArray()) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<KnownPullRequest>();
        while (await reader.ReadAsync(ct))
            found.Add(Read(reader));
        return found;
    }

    private static KnownPullRequest Read(NpgsqlDataReader row) => new(
        new PullRequestRef(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3)) { HeadBranch = row.IsDBNull(4) ? null : row.GetString(4), FromFork = row.GetBoolean(5), Draft = row.GetBoolean(6) },
        row.GetBoolean(7), row.GetBoolean(8), row.IsDBNull(9) ? null : row.GetString(9), row.GetFieldValue<DateTimeOffset>(10));

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
