using Npgsql;

namespace Factory.Publisher.Slack.Sockets;

/// <summary>
/// One process alone holds a chat's connections: a lock of PostgreSQL's that goes with its session, so that a process that died holds it no longer than the
/// database takes to notice.
/// </summary>
internal sealed class SocketTurn : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly NpgsqlConnection _connection;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _watching;

    private SocketTurn(NpgsqlConnection connection, TimeProvider time)
    {
        (_connection, _time) = (connection, time);
        _watching = Watch();
    }

    /// <summary>Cancelled when the lock may be another's.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Null where another process holds it.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public static async Task<SocketTurn?> Take(NpgsqlDataSource database, string chat, TimeProvider time, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(hashtextextended('factory slack socket ' || $1, 0))", connection)
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = chat } },
            };
            if (await command.ExecuteScalarAsync(ct) is true)
                return new SocketTurn(connection, time);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _watching;

        // The pool resets the session, and the lock goes with it.
        await _connection.DisposeAsync();
        _lost.Dispose();
        _ended.Dispose();
    }

    private async Task Watch()
    {
        try
        {
            while (true)
            {
                await Task.Delay(LookEvery, _time, _ended.Token);
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
                patience.CancelAfter(LookEvery);
                await using var command = new NpgsqlCommand("SELECT 1", _connection);
                await command.ExecuteScalarAsync(patience.Token);
            }
        }
        catch (Exception) when (_ended.IsCancellationRequested)
        {
            // It was given back.
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or InvalidOperationException)
        {
            await _lost.CancelAsync();
        }
    }
}
