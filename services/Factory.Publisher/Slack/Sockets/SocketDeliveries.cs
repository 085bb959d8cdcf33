using Factory.Contracts;
using Factory.Contracts.Forges;
using Factory.Messaging;

namespace Factory.Publisher.Slack.Sockets;

/// <summary>Hands deliveries in to SignalIntake: safe when it returns, so that Slack may forget them.</summary>
internal sealed class SocketDeliveries(Heart heart)
{
    private static readonly Guid Signals = new("6a9e1b0d-45c2-8d3f-b7e8-0c1d2e3f4a5b");

    /// <exception cref="Npgsql.NpgsqlException">The database is away: it must not be acknowledged, and comes again.</exception>
    public Task HandIn(SocketSettings settings, SocketEnvelope envelope, CancellationToken ct) => heart.InTransaction(
        transaction =>
        {
            var body = transaction.Put(settings.Team, envelope.Payload!, "application/json");
            var id = Ids.Derive(Ids.Derive(Ids.Derive(Signals, settings.Team), settings.Source), envelope.ExternalId!);
            transaction.Send(Endpoints.Signals, new HandInDelivery(id, settings.Source, envelope.ExternalId!, envelope.Type, "application/json", body, settings.Team));
            return Task.CompletedTask;
        },
        ct);
}
