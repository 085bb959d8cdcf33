using System.Security.Cryptography;
using Factory.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Factory.History;

/// <summary>
/// Text and bytes from people, repositories and models, kept beside history so that they can be erased. A blob belongs to a team;
/// its id follows from team and content.
/// </summary>
public sealed class BlobStore(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>The largest content, in bytes (64 MiB).</summary>
    public const int LargestContent = 64 * 1024 * 1024;

    private const string PutSql = """
        INSERT INTO factory.blob (id, team, sha256, size, media_type, content, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET content = excluded.content, erased_at = NULL WHERE blob.erased_at IS NOT NULL
        """;

    private static readonly Guid Namespace = new("6f1c1d0e-5b1f-8a53-9f0e-7f2f0c8d5a11");

    /// <summary>The reference that the content has, or will have, without asking the database.</summary>
    /// <exception cref="BlobTooLarge">The content is over <see cref="LargestContent"/>.</exception>
    public static BlobRef Describe(string team, ReadOnlySpan<byte> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(team);
        if (content.Length > LargestContent)
            throw new BlobTooLarge(content.Length);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        return new BlobRef(Id(team, hash), hash, content.Length);
    }

    /// <summary>Adds the storing of the content to somebody else's batch. Content that was erased before is there again.</summary>
    /// <returns>The reference, which is good once the batch's transaction commits.</returns>
    public BlobRef AddTo(NpgsqlBatch batch, string team, ReadOnlyMemory<byte> content, string mediaType)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var blob = Describe(team, content.Span);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(PutSql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = blob.Id },
                new NpgsqlParameter<string> { TypedValue = team },
                new NpgsqlParameter<string> { TypedValue = blob.Sha256 },
                new NpgsqlParameter<long> { TypedValue = blob.Size },
                new NpgsqlParameter<string> { TypedValue = mediaType },
                new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = content, NpgsqlDbType = NpgsqlDbType.Bytea },
                new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        });
        return blob;
    }

    /// <summary>Stores the content in a transaction of its own.</summary>
    public async Task<BlobRef> Put(string team, ReadOnlyMemory<byte> content, string mediaType, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        var blob = AddTo(batch, team, content, mediaType);
        await batch.ExecuteNonQueryAsync(ct);
        return blob;
    }

    /// <summary>The content of a team's blob.</summary>
    /// <exception cref="BlobMissing">The team has no such blob (another team's is none).</exception>
    /// <exception cref="BlobErased">The content was erased on request.</exception>
    public async Task<byte[]> Get(string team, Guid id, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await Get(connection, team, id, ct);
    }

    /// <summary>The same on a connection that is given.</summary>
    public static async Task<byte[]> Get(NpgsqlConnection connection, string team, Guid id, CancellationToken ct = default)
    {
        await using var command = new NpgsqlCommand("SELECT content, erased_at FROM factory.blob WHERE id = $1 AND team = $2", connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = team } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            throw new BlobMissing(team, id);
        if (!await reader.IsDBNullAsync(1, ct))
            throw new BlobErased(id, new DateTimeOffset(reader.GetDateTime(1)));
        return await reader.GetFieldValueAsync<byte[]>(0, ct);
    }

    /// <summary>Erases the content; the row stays, and says when. Erasing again changes nothing.</summary>
    /// <returns>When it was erased first.</returns>
    /// <exception cref="BlobMissing">The team has no such blob.</exception>
    public async Task<DateTimeOffset> Erase(string team, Guid id, CancellationToken ct = default)
    {
        await using var command = database.CreateCommand("UPDATE factory.blob SET content = NULL, erased_at = coalesce(erased_at, $3) WHERE id = $1 AND team = $2 RETURNING erased_at");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = team });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        return await command.ExecuteScalarAsync(ct) is DateTime erasedAt ? new DateTimeOffset(erasedAt) : throw new BlobMissing(team, id);
    }

    /// <summary>Adds the row of a blob whose content was erased before it came here; content that is there stays.</summary>
    internal void AddErasedTo(NpgsqlBatch batch, string team, string sha256, long size, string mediaType, DateTimeOffset erasedAt) =>
        batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO factory.blob (id, team, sha256, size, media_type, erased_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = Id(team, sha256) },
                new NpgsqlParameter<string> { TypedValue = team },
                new NpgsqlParameter<string> { TypedValue = sha256 },
                new NpgsqlParameter<long> { TypedValue = size },
                new NpgsqlParameter<string> { TypedValue = mediaType },
                new NpgsqlParameter<DateTime> { TypedValue = erasedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        });

    internal static Guid Id(string team, string sha256) => Ids.Derive(Namespace, $"{sha256}/{team}");
}
