using Npgsql;

namespace Factory.History.Projections;

/// <summary>
/// A connection that holds the lock of a projection. The lock ends with the connection, and everything is applied on that very
/// connection, so that a process which lost the lock cannot apply anything.
/// </summary>
internal sealed class ProjectionSession : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly IProjection projection;
    private readonly ProjectionPosition position;
    private readonly EventFeed feed;

    private ProjectionSession(NpgsqlConnection connection, IProjection projection, EventTypes types, long at)
    {
        this.connection = connection;
        this.projection = projection;
        position = new ProjectionPosition(projection);
        feed = new EventFeed(types);
        Position = at;
    }

    public long Position { get; private set; }

    /// <summary>Null when another process runs the projection.</summary>
    /// <exception cref="SupersededProjection">A newer version of it has run.</exception>
    public static async Task<ProjectionSession?> TryOpen(NpgsqlDataSource database, IProjection projection, EventTypes types, CancellationToken ct)
    {
        var opened = await database.OpenConnectionAsync(ct);
        try
        {
            if (await TryLock(opened, projection, ct))
                return new ProjectionSession(opened, projection, types, await Start(opened, projection, ct));
            await opened.DisposeAsync();
            return null;
        }
        catch
        {
            await Release(opened);
            throw;
        }
    }

    /// <summary>Applies the next events; gives how many there were.</summary>
    /// <exception cref="PoisonEvent">One of them cannot be applied; those before it are.</exception>
    public async Task<int> Advance(int limit, CancellationToken ct)
    {
        var events = await feed.Next(connection, projection.Name, Position, limit, ct);
        if (events.Count == 0)
        {
            Position = await position.Read(connection, ct) ?? 0;
            return 0;
        }

        if (!await TryApply(events, ct))
            await ApplyOneByOne(events, ct);
        return events.Count;
    }

    public ValueTask DisposeAsync() => Release(connection);

    // A page that fails is applied event by event: what is good before the bad one counts, and the bad one is known.
    private async Task ApplyOneByOne(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        foreach (var stored in events)
        {
            try
            {
                await Apply([stored], ct);
            }
            catch (Exception error) when (!Failures.IsPassing(error))
            {
                throw new PoisonEvent(projection.Name, stored.Sequence, stored.Type, error);
            }
        }
    }

    private async Task<bool> TryApply(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        try
        {
            await Apply(events, ct);
            return true;
        }
        catch (Exception error) when (!Failures.IsPassing(error))
        {
            return false;
        }
    }

    private async Task Apply(IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        var move = position.Move(Position, events[^1].Sequence);
        batch.BatchCommands.Add(move);
        // A page that a crash of the server takes back is applied again: nobody has to wait for the disk.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET LOCAL synchronous_commit TO off"));
        foreach (var stored in events)
            projection.Apply(batch, stored);
        await batch.ExecuteNonQueryAsync(ct);
        // No row: somebody set it back to rebuild. Nothing of this page counts.
        if (move.RecordsAffected == 0)
            throw new PositionMoved(projection.Name);
        await transaction.CommitAsync(ct);
        Position = events[^1].Sequence;
    }

    private static async Task<long> Start(NpgsqlConnection connection, IProjection projection, CancellationToken ct)
    {
        var stored = new ProjectionPosition(projection);
        if (await stored.IsSuperseded(connection, ct))
            throw new SupersededProjection(projection.Name);
        if (await stored.Read(connection, ct) is { } at)
            return at;
        // A version that never ran starts without the rows of the one before.
        await stored.Reset(connection, ct);
        return 0;
    }

    private static async Task<bool> TryLock(NpgsqlConnection connection, IProjection projection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('factory projection ' || $1, 0))", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = projection.Name } },
        };
        return await command.ExecuteScalarAsync(ct) is true;
    }

    // Given back to the pool, a connection keeps its session's locks until it is used again: they are released by hand.
    private static async ValueTask Release(NpgsqlConnection connection)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (Exception error) when (error is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }

        await connection.DisposeAsync();
    }
}
