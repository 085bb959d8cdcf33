using Npgsql;
using NpgsqlTypes;

namespace Factory.Messaging.Leases;

/// <summary>The statements that become part of a message's or a recording's transaction.</summary>
internal static class LeaseCommands
{
    /// <param name="node">The node that begins it after the commit; null where it has to wait for a place.</param>
    public static NpgsqlBatchCommand Insert(Guid id, Lane lane, Guid key, string payload, Guid? node) => new(
        """
        INSERT INTO factory.lease (id, lane, kind, key, payload, node, attempt, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, now())
        """)
    {
        Parameters =
        {
            Of(id), Of(lane.Name), Of(lane.Kind), Of(key), new NpgsqlParameter { Value = payload, NpgsqlDbType = NpgsqlDbType.Jsonb },
            new NpgsqlParameter { Value = (object?)node ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, Of(node is null ? 0 : 1),
        },
    };

    public static NpgsqlBatchCommand End(HeldLease lease, Guid node) => new("SELECT factory.end_lease($1, $2, $3)")
    {
        Parameters = { Of(lease.Id), Of(node), Of(lease.Attempt) },
    };

    public static NpgsqlBatchCommand Cancel(Guid key) => new("DELETE FROM factory.lease WHERE key = $1") { Parameters = { Of(key) } };

    public static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
