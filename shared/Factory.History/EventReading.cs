using System.Text.Json;
using Npgsql;

namespace Factory.History;

/// <summary>Reads rows of mt_events. The JSON is read as bytes, without a string in between.</summary>
internal static class EventReading
{
    /// <summary>The columns, in the order in which <see cref="Event"/> reads them.</summary>
    public const string Columns = "seq_id, id, stream_id, version, type, timestamp, data";

    /// <summary>The columns that a fold needs, in the order in which <see cref="Folded"/> reads them.</summary>
    private const string FoldColumns = "version, type, data";

    public static NpgsqlCommand OfStream(NpgsqlConnection connection, Guid stream, long afterVersion) => OfStream(Columns, connection, stream, afterVersion);

    public static NpgsqlCommand ToFold(NpgsqlConnection connection, Guid stream, long afterVersion) => OfStream(FoldColumns, connection, stream, afterVersion);

    public static StoredEvent Event(NpgsqlDataReader reader, EventTypes types)
    {
        var (stream, version, alias) = (reader.GetGuid(2), reader.GetInt64(3), reader.GetString(4));
        var timestamp = new DateTimeOffset(reader.GetDateTime(5));
        return new StoredEvent(reader.GetInt64(0), reader.GetGuid(1), stream, version, alias, timestamp, Data(reader, 6, alias, stream, version, types));
    }

    public static (long Version, object Data) Folded(NpgsqlDataReader reader, Guid stream, EventTypes types)
    {
        var version = reader.GetInt64(0);
        return (version, Data(reader, 2, reader.GetString(1), stream, version, types));
    }

    private static object Data(NpgsqlDataReader reader, int column, string alias, Guid stream, long version, EventTypes types)
    {
        var type = types.Find(alias) ?? throw new UnknownEventType(alias, stream, version);
        return JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(column), type.Clr, EventJson.Options)
            ?? throw new JsonException($"Event {version} of stream {stream} holds null instead of a {alias}.");
    }

    private static NpgsqlCommand OfStream(string columns, NpgsqlConnection connection, Guid stream, long afterVersion) =>
        new($"SELECT {columns} FROM history.mt_events WHERE stream_id = $1 AND version > $2 ORDER BY version", connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = stream }, new NpgsqlParameter<long> { TypedValue = afterVersion } },
        };
}
