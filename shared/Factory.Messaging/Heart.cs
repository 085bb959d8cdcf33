namespace Factory.Messaging;

/// <summary>Opens transactions outside of a consumer: for HTTP handlers and pumps. Safe for use by many threads.</summary>
public sealed class Heart
{
    private readonly HeartParts _parts;

    internal Heart(HeartParts parts) => _parts = parts;

    /// <summary>Does all that <paramref name="work"/> asks for in one transaction; what it sends is delivered after the commit. Nothing happens if it throws.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database was away. When the connection broke in the commit itself, it may have happened.</exception>
    /// <exception cref="History.ConcurrencyConflict">A stream was not at its expected version; nothing was written: decide anew.</exception>
    public async Task InTransaction(Func<HeartTransaction, Task> work, CancellationToken ct)
    {
        await using var transaction = new HeartTransaction(_parts, null);
        await work(transaction);
        ct.ThrowIfCancellationRequested();
        await transaction.Commit();
    }
}
