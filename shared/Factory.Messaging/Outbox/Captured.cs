using MassTransit;

namespace Factory.Messaging.Outbox;

/// <summary>Makes an outbox row of what MassTransit was about to send. Addresses, headers and time to live are in the envelope.</summary>
internal static class Captured
{
    public static OutboxRow Row<T>(SendContext<T> context, DateTimeOffset now)
        where T : class
    {
        var id = context.MessageId ?? throw new MessageException(typeof(T), "A message needs an id to be sent.");
        var destination = Destination.Of(context.DestinationAddress ?? throw new MessageException(typeof(T), "A message needs a destination."));
        return new OutboxRow(id, destination, context.Serializer.GetMessageBody(context).GetBytes(), null, now + context.Delay, now + context.TimeToLive, 0);
    }
}
