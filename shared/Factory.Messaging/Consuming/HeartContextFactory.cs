using MassTransit;
using MassTransit.Middleware;
using MassTransit.Transports;

namespace Factory.Messaging.Consuming;

/// <summary>Gives each attempt at a message a transaction of its own. A message that was handled before counts as consumed.</summary>
internal sealed class HeartContextFactory(HeartParts parts, IServiceProvider provider) : IOutboxContextFactory<HeartTransaction>
{
    public async Task Send<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        var message = MessageOf(context);
        await using var transaction = new HeartTransaction(parts, message);
        context.AddOrUpdatePayload(() => transaction, _ => transaction);
        try
        {
            if (message.Again)
                await transaction.Connect(context.CancellationToken);
            await next.Send(new HeartConsumeContext<T>(context, options, provider, transaction, parts.Time));
        }
        catch (AlreadyHandled)
        {
            await transaction.Forget();
            await context.NotifyConsumed(context, context.ReceiveContext.ElapsedTime, options.ConsumerType);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("heart");

    private static MessageInHand MessageOf<T>(ConsumeContext<T> context)
        where T : class
    {
        var id = context.MessageId ?? throw new MessageException(typeof(T), "A message without an id cannot be handled once.");
        var again = context.ReceiveContext.Redelivered || context.GetRetryAttempt() > 0;
        return new MessageInHand(
            id, EndpointName.Of(context.ReceiveContext), context.ReceiveContext.Body.Length ?? 0, context.ConversationId, again);
    }
}
