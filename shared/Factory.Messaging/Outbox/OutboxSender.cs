using Factory.Messaging.Transports;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Messaging.Outbox;

/// <summary>Sends an outbox row's bytes as they are.</summary>
internal sealed class OutboxSender(IServiceProvider services, LostConnections lost, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly StoredMessage Nothing = new();

    // Resolved late: the bus is built from what this is a part of.
    private readonly Lazy<IBus> _bus = new(services.GetRequiredService<IBus>);

    public async Task Send(OutboxRow row, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        await lost.Over(patience.Token);
        var endpoint = await _bus.Value.GetSendEndpoint(Destination.Address(row.Destination));
        await endpoint.Send(Nothing, new StoredMessagePipe(row, time.GetUtcNow()), patience.Token);
    }
}
