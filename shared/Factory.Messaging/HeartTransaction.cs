using Factory.Contracts;
using Factory.History;
using Factory.Messaging.Leases;
using Factory.Messaging.Outbox;
using Npgsql;

namespace Factory.Messaging;

/// <summary>
/// One PostgreSQL transaction: history, messages, blobs and a consumer's own writes commit together or not at all. Nothing is written before
/// the end of the message: all of it goes in one batch with the commit.
/// </summary>
public sealed class HeartTransaction : IAsyncDisposable
{
    private readonly HeartParts _parts;
    private readonly MessageInHand? _message;
    private readonly List<Action<NpgsqlBatch>> _writes = [];
    private readonly List<OutboxRow> _sends = [];
    private readonly List<Action<bool>> _ended = [];
    private NpgsqlConnection? _connection;
    private bool _begun;

    internal HeartTransaction(HeartParts parts, MessageInHand? message)
    {
        _parts = parts;
        _message = message;
    }

    /// <summary>Appends at the end of a stream, starting it where it does not exist.</summary>
    public void Append(Guid stream, string streamType, params object[] events) => Append(new StreamAppend(stream, streamType, null, events));

    /// <summary>Appends to a stream, with an expected version where one is given.</summary>
    public void Append(StreamAppend append)
    {
        ArgumentNullException.ThrowIfNull(append);
        _writes.Add(batch => _parts.Events.AddTo(batch, append));
    }

    /// <summary>Sends to an endpoint after the commit. Leased work that only this process does is begun after the commit instead.</summary>
    /// <param name="endpoint">Queue name.</param>
    /// <param name="message">A record of the contracts.</param>
    /// <param name="due">Not before this time; null for now.</param>
    public void Send<T>(string endpoint, T message, DateTimeOffset? due = null)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(endpoint);
        ArgumentNullException.ThrowIfNull(message);
        var now = _parts.Time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        if (due is null && _parts.Beginnings.TryBeginHere(this, endpoint, id, message))
            return;
        Add(new OutboxRow(id, endpoint, Envelope.Write(id, message, _message?.ConversationId ?? id, now), null, due, null, 0));
    }

    /// <summary>Stores a blob with this transaction.</summary>
    /// <param name="team">Whose it is: another team cannot read it.</param>
    /// <param name="content">At most <see cref="BlobStore.LargestContent"/> bytes.</param>
    /// <param name="mediaType">For example <c>text/plain</c>.</param>
    public BlobRef Put(string team, ReadOnlyMemory<byte> content, string mediaType)
    {
        var blob = BlobStore.Describe(team, content.Span);
        _writes.Add(batch => _parts.Blobs.AddTo(batch, team, content, mediaType));
        return blob;
    }

    /// <summary>Cancels leased work: its leases go with this transaction, and what is under way records nothing.</summary>
    /// <param name="key">What <c>ILeasedWork.Key</c> gave, for example the run's id.</param>
    public void CancelWork(Guid key)
    {
        // First, as in recordings, which end their lease before they append: both lock in one order.
        _writes.Insert(0, batch => batch.BatchCommands.Add(LeaseCommands.Cancel(key)));
        OnEnd(committed =>
        {
            if (committed)
                _parts.Leases.Cancelled(key);
        });
    }

    /// <summary>Drops what waits to be sent to an endpoint that is gone for good, so that nobody tries for ever.</summary>
    /// <param name="endpoint">A temporary endpoint's queue name.</param>
    public void ForgetEndpoint(string endpoint) => Write(new NpgsqlBatchCommand("DELETE FROM factory.outbox WHERE destination = $1 AND node IS NULL")
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = endpoint } },
    });

    /// <summary>A write of the consumer's own.</summary>
    public void Write(NpgsqlBatchCommand command) => _writes.Add(batch => batch.BatchCommands.Add(command));

    /// <summary>The transaction's connection, for reads inside it. Never commit or close it.</summary>
    public async ValueTask<NpgsqlConnection> Connect(CancellationToken ct)
    {
        if (_begun)
            return _connection!;
        await using var batch = await Begin(ct);
        if (_message is not null)
            batch.BatchCommands.Add(InboxCommands.Find(_message));
        await batch.PrepareAsync(ct);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        _begun = true;
        if (_message is not null && await reader.ReadAsync(ct))
            throw new AlreadyHandled(_message);
        return _connection!;
    }

    /// <summary>Rolls back what was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        End(committed: false);
        if (_connection is not null)
            await _connection.DisposeAsync();
        _connection = null;
    }

    /// <summary>A batch on this transaction's connection that starts with what opens the transaction.</summary>
    internal async ValueTask<NpgsqlBatch> Begin(CancellationToken ct)
    {
        _connection ??= await _parts.Database.OpenConnectionAsync(ct);
        var batch = new NpgsqlBatch(_connection);
        if (!_begun)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("BEGIN"));
        return batch;
    }

    /// <summary>Says that a batch of <see cref="Begin"/> was executed.</summary>
    internal void HasBegun() => _begun = true;

    internal MessageInHand? Message => _message;

    /// <summary>Told once when the transaction ended: true when it is known to be committed. Must not throw.</summary>
    internal void OnEnd(Action<bool> tell) => _ended.Add(tell);

    internal void Add(OutboxRow row) => _sends.Add(row);

    /// <summary>Forgets a message that this transaction, or one before it, scheduled.</summary>
    internal void CancelScheduled(Guid id)
    {
        if (_sends.RemoveAll(row => row.Id == id) == 0)
            Write(OutboxCommands.Delete(id));
    }

    /// <summary>Everything in one batch.</summary>
    /// <exception cref="AlreadyHandled">This message's row was in the inbox; nothing was written.</exception>
    internal async Task Commit()
    {
        if (_message is null && _writes.Count == 0 && _sends.Count == 0)
            return;
        var delivery = _parts.Pump.Reserve(_sends);
        try
        {
            await Execute(delivery);
        }
        catch (PostgresException error) when (InboxCommands.IsDuplicate(error) && _message is not null)
        {
            delivery.Abandon();
            throw new AlreadyHandled(_message);
        }
        catch (PostgresException error) when (!EndedSession(error))
        {
            delivery.Abandon();
            throw ConcurrencyConflict.From(error) ?? (Exception)error;
        }
        catch
        {
            // The connection broke: it may be committed. If so, its rows say that this node delivers them.
            delivery.Recheck();
            throw;
        }

        delivery.Start();
        End(committed: true);
    }

    /// <summary>Rolls back, and takes away what may be left of a message that was handled before.</summary>
    internal async Task Forget()
    {
        await DisposeAsync();
        if (_message is null || !_parts.Transport.ConsumerDeletesRow)
            return;
        await using var batch = _parts.Database.CreateBatch();
        batch.BatchCommands.Add(OutboxCommands.Delete(_message.Id));
        batch.BatchCommands.Add(OutboxCommands.DeleteLargeBody(_message.Id));
        await batch.ExecuteNonQueryAsync();
    }

    // Said of the session, perhaps after the commit; not of a statement.
    private static bool EndedSession(PostgresException error) => error.InvariantSeverity is "FATAL" or "PANIC";

    private void End(bool committed)
    {
        _ended.ForEach(tell => tell(committed));
        _ended.Clear();
    }

    private async Task Execute(OutboxDelivery delivery)
    {
        _connection ??= await _parts.Database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(_connection);
        if (_message is not null)
            InboxCommands.AddTo(batch, _message, _parts);
        foreach (var write in _writes)
            write(batch);
        OutboxCommands.AddTo(batch, delivery, _parts);
        // A batch that begins no transaction is one.
        if (_begun)
            batch.BatchCommands.Add(new NpgsqlBatchCommand("COMMIT"));
        await batch.PrepareAsync();
        await batch.ExecuteNonQueryAsync();
    }
}
