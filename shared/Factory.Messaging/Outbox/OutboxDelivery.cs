namespace Factory.Messaging.Outbox;

/// <summary>What becomes of the messages that a transaction sends, once it is known whether it committed.</summary>
internal sealed class OutboxDelivery(OutboxPump pump, IReadOnlyList<OutboxRow> rows, int reserved)
{
    public IReadOnlyList<OutboxRow> Rows => rows;

    /// <summary>Whether this process delivers the row; else it waits for the relay.</summary>
    public bool Takes(OutboxRow row) => reserved > 0 && row.Due is null;

    /// <summary>Committed.</summary>
    public void Start()
    {
        foreach (var row in rows)
        {
            if (Takes(row))
                pump.Enqueue(row);
            else
                pump.Alarm.Set(row.Due);
        }
    }

    /// <summary>Rolled back.</summary>
    public void Abandon() => pump.Free(reserved);

    /// <summary>Nobody knows: the connection broke.</summary>
    public void Recheck()
    {
        pump.Free(reserved);
        foreach (var row in rows.Where(Takes))
            pump.Ledger.Recheck(row.Id, row.Attempt);
    }
}
