using Factory.History.Projections;
using Npgsql;

namespace Factory.History.Tests;

/// <summary>Keeps the sequence number of every item event, in the order in which they were applied.</summary>
internal sealed class ItemLog(int version = 1, string name = "ItemLog") : IProjection
{
    public const string Table = "CREATE TABLE IF NOT EXISTS item_log (place serial, sequence bigint UNIQUE, name text CHECK (name <> 'poison'))";

    public string Name => name;

    public int Version => version;

    public void Apply(NpgsqlBatch batch, StoredEvent stored)
    {
        if (stored.Data is ItemAdded item)
            batch.Add("INSERT INTO item_log (sequence, name) VALUES ($1, $2)", stored.Sequence, item.Name);
    }

    public void Clear(NpgsqlBatch batch) => batch.Add("DELETE FROM item_log");
}
