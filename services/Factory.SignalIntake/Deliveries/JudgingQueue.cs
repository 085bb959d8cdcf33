using System.Threading.Channels;
using Factory.Contracts;
using Factory.Contracts.Signals;
using Factory.Messaging;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.SignalIntake.Deliveries;

/// <summary>
/// Has stored deliveries judged: one message for all that were stored within a moment, since messages cost more than what they carry. What a process that
/// ends had in here has no message yet; <see cref="DeliverySweep"/> finds it.
/// </summary>
internal sealed partial class JudgingQueue(Heart heart, TimeProvider time, ILogger<JudgingQueue> log) : BackgroundService
{
    private const int MostInOne = 512;
    private const int MostBytesInOne = 8 * 1024 * 1024;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Channel<(Guid Id, int Bytes)> _stored = Channel.CreateUnbounded<(Guid, int)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>It is committed.</summary>
    public void Add(Delivery delivery) => _stored.Writer.TryWrite((delivery.Id, delivery.Bytes));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _stored.Reader.WaitToReadAsync(stoppingToken))
            {
                await Ask(Take(), stoppingToken);

                // The first is judged at once, and those that come soon after it together.
                await Task.Delay(Moment, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await AskForRest();
        }
    }

    private async Task AskForRest()
    {
        try
        {
            while (Take() is { Count: > 0 } ids)
                await heart.InTransaction(transaction => Send(transaction, ids), CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The next process sweeps up.
        }
    }

    private List<Guid> Take()
    {
        var taken = new List<Guid>();
        for (long bytes = 0; taken.Count < MostInOne && bytes < MostBytesInOne && _stored.Reader.TryRead(out var next); bytes += next.Bytes)
            taken.Add(next.Id);
        return taken;
    }

    private async Task Ask(List<Guid> ids, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await heart.InTransaction(transaction => Send(transaction, ids), CancellationToken.None);
                return;
            }
            catch (NpgsqlException error)
            {
                NotAsked(ids.Count, Patience, error.Message);
                await Task.Delay(Patience, time, ct);
            }
        }
    }

    private static Task Send(HeartTransaction transaction, List<Guid> ids)
    {
        transaction.Send(Endpoints.Signals, new JudgeDeliveries(ids));
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} deliveries are stored and wait to be judged, again in {Patience}: {Reason}")]
    private partial void NotAsked(int count, TimeSpan patience, string reason);
}
