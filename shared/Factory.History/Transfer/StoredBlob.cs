using Npgsql;

namespace Factory.History.Transfer;

internal sealed record StoredBlob(BlobLine Line, byte[]? Content)
{
    public static async Task<StoredBlob?> Read(NpgsqlConnection connection, string team, Guid id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT sha256, size, media_type, erased_at, content FROM factory.blob WHERE id = $1 AND team = $2", connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string> { TypedValue = team } },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct))
            return null;
        DateTimeOffset? erased = await reader.IsDBNullAsync(3, ct) ? null : new DateTimeOffset(reader.GetDateTime(3));
        var content = erased is null ? await reader.GetFieldValueAsync<byte[]>(4, ct) : null;
        return new StoredBlob(new BlobLine(reader.GetString(0), reader.GetInt64(1), reader.GetString(2), erased), content);
    }
}
