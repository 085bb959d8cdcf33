using Factory.Messaging.Consuming;
using MassTransit;

namespace Factory.Messaging.Leases;

/// <summary>Turns a command into a leased row, in the transaction of its message.</summary>
internal sealed class LeasedWorkConsumer<TCommand>(Lanes lanes, LeaseBeginnings beginnings) : IConsumer<TCommand>
    where TCommand : class
{
    public Task Consume(ConsumeContext<TCommand> context)
    {
        var id = context.MessageId ?? throw new InvalidOperationException("A command without a message id cannot become leased work.");
        beginnings.Begin(context.Heart(), lanes.Of<TCommand>(EndpointName.Of(context.ReceiveContext)), id, context.Message);
        return Task.CompletedTask;
    }
}
