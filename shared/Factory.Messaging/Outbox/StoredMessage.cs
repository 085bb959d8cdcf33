using System.Net.Mime;
using Factory.Messaging.Suspects;
using MassTransit;
using MassTransit.Serialization;

namespace Factory.Messaging.Outbox;

/// <summary>Stands for a message whose bytes are there already.</summary>
internal sealed class StoredMessage;

/// <summary>Puts an outbox row's bytes and properties on the message that is sent.</summary>
internal sealed class StoredMessagePipe(OutboxRow row, DateTimeOffset now) : IPipe<SendContext<StoredMessage>>
{
    public Task Send(SendContext<StoredMessage> context)
    {
        context.MessageId = row.Id;
        var large = row.Body.Length == 0 || row.Body.Length > LargeBody.MostInOutbox;
        context.Serializer = new StoredBytes(large ? LargeBody.Stub : row.Body, row.ContentType);
        if (large)
            context.Headers.Set(LargeBody.Header, row.Id.ToString());
        if (row.ExpiresAt is { } expiry)
            context.TimeToLive = expiry - now;
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
            // Else RabbitMQ confirms, and drops, what no queue takes.
            rabbit.Mandatory = Destination.IsEndpoint(row.Destination);
        else if (row.Attempt > 0)
            context.Headers.Set(SuspectFilter.Header, "true");
        return Task.CompletedTask;
    }

    public void Probe(ProbeContext context)
    {
    }
}

/// <summary>A serializer that hands stored bytes through.</summary>
internal sealed class StoredBytes(byte[] body, string? contentType) : IMessageSerializer
{
    public ContentType ContentType { get; } = contentType is null ? SystemTextJsonMessageSerializer.JsonContentType : new ContentType(contentType);

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new BytesMessageBody(body);
}
