using Npgsql;

namespace Factory.History.Projections;

internal static class BatchWriting
{
    /// <summary>Adds a statement with its values in the order of its parameters ($1, $2, …).</summary>
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        batch.BatchCommands.Add(command);
    }
}
