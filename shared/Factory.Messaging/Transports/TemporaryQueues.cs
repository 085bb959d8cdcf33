using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Factory.Messaging.Transports;

/// <summary>
/// Takes this process's temporary queues off the broker at a clean stop, once the bus has ended. A queue that still holds messages stays for 10 minutes, as it
/// does after a kill: the process may come back.
/// </summary>
internal sealed class TemporaryQueues(BusTransport.RabbitMq transport, EndpointRegistrar endpoints, TimeProvider time, ILogger<TemporaryQueues> log) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What was routed just before a queue was unbound arrives in it.</summary>
    private static readonly TimeSpan Arrival = TimeSpan.FromMilliseconds(250);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var queues = endpoints.Endpoints.Where(endpoint => endpoint.IsTemporary).Select(endpoint => endpoint.Name).ToList();
        if (queues.Count == 0)
            return;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await Remove(queues, patience.Token);
        }
        catch (Exception error)
        {
            // The broker may have stopped first; it removes them by itself.
            log.LogInformation("The queues of this process stay on the broker for a while: {Reason}", error.Message);
        }
    }

    private async Task Remove(IReadOnlyList<string> queues, CancellationToken ct)
    {
        var factory = new ConnectionFactory { Uri = transport.Address, AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync("clean-up", ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        // From here on what is sent there comes back to its sender, whose outbox keeps it.
        foreach (var queue in queues)
            await channel.QueueUnbindAsync(queue, exchange: queue, routingKey: "", cancellationToken: ct);
        await Task.Delay(Arrival, time, ct);
        foreach (var queue in queues)
        {
            if (await channel.MessageCountAsync(queue, ct) == 0)
            {
                await channel.QueueDeleteAsync(queue, cancellationToken: ct);
                await channel.ExchangeDeleteAsync(queue, ifUnused: true, cancellationToken: ct);
            }
            else
            {
                await channel.QueueBindAsync(queue, exchange: queue, routingKey: "", cancellationToken: ct);
                log.LogInformation("{Queue} still holds messages, and stays for a while", queue);
            }
        }
    }
}
