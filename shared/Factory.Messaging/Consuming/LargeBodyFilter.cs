using Factory.Messaging.Outbox;
using MassTransit;
using MassTransit.Context;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging.Consuming;

/// <summary>Fetches a body that stayed in the database, before the message is read.</summary>
internal sealed class LargeBodyFilter(NpgsqlDataSource database, ILogger<LargeBodyFilter> log) : IFilter<ReceiveContext>
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        context.Body.Length == LargeBody.Stub.Length && context.TransportHeaders.TryGetHeader(LargeBody.Header, out var id)
            ? SendWhole(context, Guid.Parse(id.ToString()!), next)
            : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("large-body");

    private async Task SendWhole(ReceiveContext context, Guid id, IPipe<ReceiveContext> next)
    {
        var body = await Fetch(id, context.CancellationToken);
        if (body is not null)
            await next.Send(new WholeReceiveContext(context, body));
        else
            log.LogDebug("The body of message {Message} is gone: the message was handled before", id);
    }

    private Task<byte[]?> Fetch(Guid id, CancellationToken ct) => Patiently.Do(
        async () =>
        {
            await using var command = database.CreateCommand("SELECT body FROM factory.large_body WHERE id = $1");
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            return (byte[]?)await command.ExecuteScalarAsync(ct);
        },
        reason => log.LogWarning("The database is away, a message with a large body waits: {Reason}", reason),
        ct);

    private sealed class WholeReceiveContext(ReceiveContext context, byte[] body) : ReceiveContextProxy(context), ReceiveContext
    {
        MessageBody ReceiveContext.Body { get; } = new BytesMessageBody(body);
    }
}
