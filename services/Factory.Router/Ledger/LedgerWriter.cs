using Factory.Messaging.Nodes;
using Npgsql;

namespace Factory.Router.Ledger;

/// <summary>
/// Writes to the ledger: one transaction at a time with all that came while the last one was under way. Many calls at once share a round trip and a
/// commit, and one call that comes alone waits for nobody.
/// </summary>
internal sealed partial class LedgerWriter(NpgsqlDataSource database, NodeIdentity node, TimeProvider time, ILogger<LedgerWriter> log)
{
    /// <summary>How long what was settled may wait for a write that folds it.</summary>
    private static readonly TimeSpan FoldDelay = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    private const int Attempts = 3;

    private readonly LedgerQueue queue = new();
    private Task writing = Task.CompletedTask;
    private int foldTimers;

    /// <exception cref="NpgsqlException">The database was away; nothing stays reserved.</exception>
    public Task<LedgerGrant> Reserve(LedgerOrder order)
    {
        var waiting = new WaitingOrder(order);
        Write(queue.Add(waiting));
        return waiting.Grant;
    }

    /// <summary>Ends a reservation that no recording settles. Written soon, and tried again for as long as the database is away.</summary>
    public void End(EndedCall call) => Write(queue.Add([call]));

    /// <summary>What was spent of slices, and where they stand.</summary>
    public void Spend(IReadOnlyCollection<SliceUse> spent, IReadOnlyCollection<SliceState> slices) => Write(queue.Add(spent, slices));

    /// <summary>A recording settled a call: the balances are to know it soon, though nobody waits for that.</summary>
    public void FoldSoon()
    {
        queue.FoldLater();
        if (Interlocked.Exchange(ref foldTimers, 1) == 0)
            _ = FoldLater();
    }

    /// <summary>Ends when all that came before is written, or could not be.</summary>
    public async Task Flush()
    {
        Write(queue.Begin());
        await writing;
    }

    private async Task FoldLater()
    {
        await Task.Delay(FoldDelay, time);
        foldTimers = 0;
        if (queue.FoldIsDue)
            Write(queue.Begin());
    }

    private void Write(bool begins)
    {
        if (begins)
            writing = Task.Run(WriteAll);
    }

    private async Task WriteAll()
    {
        while (queue.Take() is { } batch)
            await Write(batch);
    }

    private async Task Write(LedgerBatch batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Execute(batch);
                return;
            }
            catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable && batch.Ended.Count > 0)
            {
                LogHeld(batch.Ended.Count, held.MessageText);
                _ = EndBeside(batch.Ended);
                batch = batch with { Ended = [] };
                attempt = 0;
            }
            catch (PostgresException refused) when (!refused.IsTransient && !batch.IsSingle)
            {
                foreach (var single in batch.Singles())
                    await Write(single);
                return;
            }
            catch (Exception error) when (attempt == Attempts || error is PostgresException { IsTransient: false })
            {
                Fail(batch, error);
                return;
            }
            catch (Exception error)
            {
                // The ids make it harmless to write again what was committed before the connection broke.
                LogAgain(error.Message);
                await Task.Delay(RetryDelay * attempt, time);
            }
        }
    }

    /// <summary>A session that hangs may hold one of these calls for as long as it likes: they are ended one by one, and what else is to be written does not wait for them.</summary>
    private async Task EndBeside(IReadOnlyList<EndedCall> calls)
    {
        for (var left = calls; left.Count > 0;)
        {
            var held = new List<EndedCall>();
            foreach (var call in left)
            {
                if (!await TryEnd(call))
                    held.Add(call);
            }

            left = held;
            if (left.Count > 0)
                await Task.Delay(FoldDelay, time);
        }
    }

    /// <returns>False where it is to be tried again.</returns>
    private async Task<bool> TryEnd(EndedCall call)
    {
        var batch = new LedgerBatch([call], [], [], []);
        try
        {
            await Execute(batch);
            return true;
        }
        catch (Exception error)
        {
            if (error is not PostgresException { IsTransient: false })
                return false;
            Fail(batch, error);
            return true;
        }
    }

    private async Task Execute(LedgerBatch batch)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(LedgerCommands.Write, connection);
        command.Parameters.AddRange(LedgerCommands.Parameters(node.Id, batch));
        await command.PrepareAsync();
        await using var reader = await command.ExecuteReaderAsync();
        var grants = new List<LedgerGrant>(batch.Orders.Count);
        while (await reader.ReadAsync())
            grants.Add(Grant(reader));

        // Told when the statement has ended, and with it the transaction: what is not committed is not granted.
        await reader.CloseAsync();
        for (var i = 0; i < grants.Count; i++)
            batch.Orders[i].Answer(grants[i]);
    }

    private static LedgerGrant Grant(NpgsqlDataReader reader) => new(
        reader.GetBoolean(0), reader.GetDecimal(1), reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5),
        reader.GetBoolean(6));

    private void Fail(LedgerBatch batch, Exception error)
    {
        LogFailed(error, batch.Orders.Count, batch.Ended.Count + batch.Spent.Count + batch.Slices.Count);
        batch.Orders.ToList().ForEach(order => order.Fail(error));
        if (error is PostgresException { IsTransient: false })
            return;

        // A commit whose answer was lost may have reserved.
        var release = batch.Orders.Select(order => new EndedCall(order.Order.Id, null));
        _ = WriteLater([.. batch.Ended, .. release], batch.Spent, batch.Slices);
    }

    private async Task WriteLater(IReadOnlyList<EndedCall> ended, IReadOnlyList<SliceUse> spent, IReadOnlyList<SliceState> slices)
    {
        if (ended.Count + spent.Count + slices.Count == 0)
            return;
        await Task.Delay(FoldDelay, time);
        Write(queue.Add(ended) | queue.Add(spent, slices));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger could not be written, and is tried again: {Why}")]
    private partial void LogAgain(string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "One of {Calls} ended calls is held by another session of the database; they are written later. {Why}")]
    private partial void LogHeld(int calls, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The ledger could not be written: {Orders} reservations were refused, {Others} settlements wait")]
    private partial void LogFailed(Exception error, int orders, int others);
}
