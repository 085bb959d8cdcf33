using System.Threading.Channels;
using Factory.Messaging;
using Microsoft.Extensions.Hosting;

namespace Factory.SignalIntake.Deliveries;

/// <summary>
/// Stores deliveries: one transaction for all that came while the others were under way. Many at once share a round trip and a commit, and one that comes
/// alone waits for nobody. Two transactions may be under way: while the disk works for one, the processor works for the other.
/// </summary>
internal sealed class DeliveryWriter(Heart heart, RecentBodies recent, JudgingQueue judging) : BackgroundService
{
    private const int AtOnce = 2;
    private const int MostInOne = 128;
    private const int MostBytesInOne = 8 * 1024 * 1024;

    /// <summary>PostgreSQL gives memory for larger ones back to the system each time, and then pays for every page of it anew.</summary>
    private const int MostBytesInStatement = 60_000;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(4_096));

    /// <summary>Ends when the delivery is committed.</summary>
    /// <exception cref="ChannelClosedException">The process stops; it is not stored.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The database was away; it may be stored all the same.</exception>
    public async Task Store(Delivery delivery, CancellationToken ct)
    {
        var waiting = new Waiting(delivery);
        await _waiting.Writer.WriteAsync(waiting, ct);
        await waiting.Stored.Task.WaitAsync(ct);
    }

    /// <summary>Whoever comes from now on is asked to come again; who waits already is still stored.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => WriteAll()));

    private async Task WriteAll()
    {
        var taken = new List<Waiting>(MostInOne);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Take(taken);
            await Write(taken);
            taken.Clear();
        }
    }

    private void Take(List<Waiting> taken)
    {
        for (long bytes = 0; taken.Count < MostInOne && bytes < MostBytesInOne && _waiting.Reader.TryRead(out var next); bytes += next.Delivery.Body.Length)
            taken.Add(next);
    }

    private async Task Write(IReadOnlyList<Waiting> taken)
    {
        if (taken.Count == 0)
            return;
        try
        {
            await heart.InTransaction(transaction => Write(transaction, taken.Select(one => one.Delivery)), CancellationToken.None);
            foreach (var one in taken)
            {
                recent.Keep(one.Delivery);
                judging.Add(one.Delivery);
                one.Stored.TrySetResult();
            }
        }
        catch (Npgsql.PostgresException) when (taken.Count > 1)
        {
            // One that the database refuses does not take the others with it.
            foreach (var one in taken)
                await Write([one]);
        }
        catch (Exception error)
        {
            foreach (var one in taken)
                one.Stored.TrySetException(error);
        }
    }

    private static Task Write(HeartTransaction transaction, IEnumerable<Delivery> deliveries)
    {
        var statement = new List<Delivery>();
        long bytes = 0;
        foreach (var delivery in deliveries)
        {
            if (bytes > 0 && bytes + delivery.Body.Length > MostBytesInStatement)
            {
                transaction.Write(DeliveryCommands.Insert(statement));
                (statement, bytes) = ([], 0);
            }

            statement.Add(delivery);
            bytes += delivery.Body.Length;
        }

        transaction.Write(DeliveryCommands.Insert(statement));
        return Task.CompletedTask;
    }

    private sealed record Waiting(Delivery Delivery)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
