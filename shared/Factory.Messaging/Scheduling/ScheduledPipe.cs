using MassTransit;
using MassTransit.Scheduling;

namespace Factory.Messaging.Scheduling;

/// <summary>Puts the due time and the token on a message that is scheduled.</summary>
internal sealed class ScheduledPipe<T>(IPipe<SendContext<T>> pipe, DateTime due, Guid token) : IPipe<SendContext<T>>
    where T : class
{
    private readonly IPipe<SendContext<T>> _delay = new ScheduleSendPipe<T>(pipe, due);

    public async Task Send(SendContext<T> context)
    {
        await _delay.Send(context);
        context.MessageId = token;
        context.ScheduledMessageId = token;
        context.Headers.Set(MessageHeaders.SchedulingTokenId, token.ToString());
    }

    public void Probe(ProbeContext context) => pipe.Probe(context);
}
