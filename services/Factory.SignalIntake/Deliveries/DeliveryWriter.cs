using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Microsoft.Extensions.Hosting;

namespace Factory.SignalIntake.Deliveries;

/// <summary>
/// Stores deliveries, and has them judged: one transaction for all that came while the last one was under way. Many at once share a round trip
/// and a commit, and one that comes alone waits for nobody.
/// </summary>
internal sealed class DeliveryWriter(Heart heart) : BackgroundService
{
    private const int MostAtOnce = 128;
    private const int MostBytesAtOnce = 8 * 1024 * 1024;

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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var taken = new List<Waiting>(MostAtOnce);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                Take(taken);
                await Write(taken);
                taken.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Whoever comes from now on is asked to come again; who waits already is still stored.
            _waiting.Writer.TryComplete();
            do
            {
                taken.Clear();
                Take(taken);
                await Write(taken);
            }
            while (taken.Count > 0);
        }
    }

    private void Take(List<Waiting> taken)
    {
        for (long bytes = 0; taken.Count < MostAtOnce && bytes < MostBytesAtOnce && _waiting.Reader.TryRead(out var next); bytes += next.Delivery.Body.Length)
            taken.Add(next);
    }

    private async Task Write(IReadOnlyList<Waiting> taken)
    {
        if (taken.Count == 0)
            return;
        try
        {
            await heart.InTransaction(transaction => Write(transaction, [.. taken.Select(one => one.Delivery)]), CancellationToken.None);
            foreach (var one in taken)
                one.Stored.TrySetResult();
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

    private static Task Write(HeartTransaction transaction, IReadOnlyList<Delivery> deliveries)
    {
        transaction.Write(DeliveryCommands.Insert(deliveries));
        transaction.Send(Endpoints.Signals, new JudgeDeliveries([.. deliveries.Select(delivery => delivery.Id)]));
        return Task.CompletedTask;
    }

    private sealed record Waiting(Delivery Delivery)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
