using Factory.History.Teams;

namespace Factory.Router.Gateway.Keys;

/// <summary>
/// Looks keys up in the database, one read at a time: all that are asked for while a read is under way are in the next. However many keys are guessed, they cost the
/// database one connection, and a key that was made a moment ago is found.
/// </summary>
/// <param name="read">Those of the hashes that are good keys.</param>
internal sealed class KeyLookups(Func<IReadOnlyCollection<byte[]>, CancellationToken, Task<IReadOnlyList<GatewayKey>>> read)
{
    /// <summary>Keys of one read.</summary>
    private const int MostAtOnce = 1_000;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> waiting = new();
    private bool reading;

    /// <returns>Null where there is no such key.</returns>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public Task<GatewayKey?> Find(byte[] sha256, CancellationToken cancellationToken)
    {
        var one = new Waiting(sha256, new TaskCompletionSource<GatewayKey?>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (gate)
        {
            waiting.Enqueue(one);
            if (!reading)
            {
                reading = true;
                _ = Task.Run(ReadAll, CancellationToken.None);
            }
        }

        return one.Found.Task.WaitAsync(cancellationToken);
    }

    private async Task ReadAll()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                // Of no caller's token: others wait for the same read.
                var found = (await read([.. batch.Select(one => one.Sha256)], CancellationToken.None)).ToDictionary(key => key.Id);
                batch.ForEach(one => one.Found.TrySetResult(found.GetValueOrDefault(TeamTokens.GatewayKeyId(one.Sha256))));
            }
            catch (Exception error)
            {
                batch.ForEach(one => one.Found.TrySetException(error));
            }
        }
    }

    private List<Waiting> Take()
    {
        var batch = new List<Waiting>();
        lock (gate)
        {
            while (batch.Count < MostAtOnce && waiting.TryDequeue(out var one))
            {
                batch.Add(one);
            }

            reading = batch.Count > 0;
        }

        return batch;
    }

    private sealed record Waiting(byte[] Sha256, TaskCompletionSource<GatewayKey?> Found);
}
