using Npgsql;
using NpgsqlTypes;

namespace Factory.History;

/// <summary>One append as one command: the check of the version and all inserts are one function call, so that a conflict is an error of the command.</summary>
internal static class AppendCommand
{
    private const string Sql = "SELECT factory.append_events($1, $2, $3, $4, $5, $6, $7, $8)";

    public static NpgsqlBatchCommand For(StreamAppend append, Guid[] ids, DateTimeOffset now, EventTypes types)
    {
        if (ids.Length == 0)
            throw new ArgumentException($"An append to stream {append.Stream} holds no events.", nameof(append));
        var aliases = new string[ids.Length];
        var dotNet = new string[ids.Length];
        var data = new byte[ids.Length][];
        for (var i = 0; i < ids.Length; i++)
        {
            var type = types.Of(append.Events[i]);
            aliases[i] = type.Alias;
            dotNet[i] = type.DotNetName;
            data[i] = EventJson.Write(append.Events[i]);
        }

        return new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = append.Stream },
                new NpgsqlParameter<string> { TypedValue = append.StreamType, NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { Value = append.ExpectedVersion ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<Guid[]> { TypedValue = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                new NpgsqlParameter<string[]> { TypedValue = aliases, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<string[]> { TypedValue = dotNet, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new NpgsqlParameter<byte[][]> { TypedValue = data, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            },
        };
    }
}
