using System.Runtime.CompilerServices;
using Npgsql;

namespace Factory.History;

/// <summary>
/// The history: streams of events in Marten's schema in PostgreSQL. Append-only; optimistic concurrency by expected version.
/// Safe for use by many threads.
/// </summary>
public sealed class EventStore(NpgsqlDataSource database, EventTypes types, TimeProvider time, IEnumerable<IInlineProjection> inlineProjections)
{
    private readonly IInlineProjection[] inline = [.. inlineProjections];

    /// <summary>Appends in a transaction of its own, in one round trip (more where inline projections write).</summary>
    /// <returns>The version of the last event appended.</returns>
    /// <exception cref="ConcurrencyConflict">The stream is not at the expected version; nothing was appended.</exception>
    public async Task<long> Append(StreamAppend append, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        AddTo(batch, append);
        try
        {
            await batch.PrepareAsync(ct);
            return (long)(await batch.ExecuteScalarAsync(ct))!;
        }
        catch (PostgresException error) when (ConcurrencyConflict.From(error) is not null)
        {
            throw ConcurrencyConflict.From(error)!;
        }
    }

    /// <summary>
    /// Adds the append, and what the inline projections write for it, to somebody else's batch. When the stream is not at the expected
    /// version the command fails with <see cref="ConcurrencyConflict.SqlState"/>, and with it the whole transaction, even when the batch
    /// goes on to a COMMIT. The append's command gives one row with the version of the last event.
    /// </summary>
    public void AddTo(NpgsqlBatch batch, StreamAppend append)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(append);
        var now = time.GetUtcNow();
        var ids = new Guid[append.Events.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = Guid.CreateVersion7(now);
        batch.BatchCommands.Add(AppendCommand.For(append, ids, now, types));
        foreach (var projection in inline)
            projection.Apply(batch, new Appended(append, ids, now));
    }

    /// <summary>The events of a stream in their order, as they are read from the server; none when the stream does not exist.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="afterVersion">Only events after this version; 0 for all.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <exception cref="UnknownEventType">A newer version of the software wrote one of them.</exception>
    public async IAsyncEnumerable<StoredEvent> Read(Guid stream, long afterVersion = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await foreach (var stored in Read(connection, stream, afterVersion, ct))
            yield return stored;
    }

    /// <summary>The same on a connection that is given: sees what its transaction has appended.</summary>
    public async IAsyncEnumerable<StoredEvent> Read(NpgsqlConnection connection, Guid stream, long afterVersion = 0, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var command = EventReading.OfStream(connection, stream, afterVersion);
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return EventReading.Event(reader, types);
    }

    /// <summary>The state that a stream's events make, applied one after another.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="state">What to start from.</param>
    /// <param name="apply">Gives the next state from a state and an event; never fails.</param>
    /// <param name="afterVersion">The version that <paramref name="state"/> stands for; 0 when it is empty.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Folded<TState>> Fold<TState>(Guid stream, TState state, Func<TState, object, TState> apply, long afterVersion = 0, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await Fold(connection, stream, state, apply, afterVersion, ct);
    }

    /// <summary>The same on a connection that is given: sees what its transaction has appended.</summary>
    public async Task<Folded<TState>> Fold<TState>(NpgsqlConnection connection, Guid stream, TState state, Func<TState, object, TState> apply, long afterVersion = 0, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(apply);
        var version = afterVersion;
        await using var command = EventReading.ToFold(connection, stream, afterVersion);
        await command.PrepareAsync(ct);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            (version, var data) = EventReading.Folded(reader, stream, types);
            state = apply(state, data);
        }

        return new Folded<TState>(state, version);
    }
}
