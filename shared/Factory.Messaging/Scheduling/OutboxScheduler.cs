using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace Factory.Messaging.Scheduling;

/// <summary>Puts the outbox where MassTransit looks for a message scheduler.</summary>
internal sealed class OutboxSchedulerFilter : IFilter<ConsumeContext>
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(context, Scheduler));
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("outbox-scheduler");

    private static MessageScheduler Scheduler(ConsumeContext context) =>
        new(new OutboxScheduleProvider(context), context.GetPayload<IBusTopology>());
}

/// <summary>A scheduled message is an outbox row with a due time; its token is the message's id, and cancelling deletes the row.</summary>
internal sealed class OutboxScheduleProvider(ConsumeContext context) : IScheduleMessageProvider
{
    public async Task<ScheduledMessage<T>> ScheduleSend<T>(
        Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class
    {
        var token = NewId.NextGuid();
        var endpoint = await context.GetSendEndpoint(destinationAddress);
        await endpoint.Send(message, new ScheduledPipe<T>(pipe, scheduledTime, token), cancellationToken);
        return new ScheduledMessageHandle<T>(token, scheduledTime, destinationAddress, message);
    }

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        context.Heart().CancelScheduled(tokenId);
        return Task.CompletedTask;
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) =>
        CancelScheduledSend(tokenId, cancellationToken);
}
