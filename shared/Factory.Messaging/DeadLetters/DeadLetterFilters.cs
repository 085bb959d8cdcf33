using MassTransit;

namespace Factory.Messaging.DeadLetters;

/// <summary>Where a message goes whose handling failed to the end, or whose body cannot be read.</summary>
internal sealed class FailedMessageFilter(DeadLetterStore store) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var error = Innermost(context.Exception);
        await store.Store(DeadMessage.Of(context, error.GetType().FullName!, error.Message), context.CancellationToken);
        if (!context.IsFaulted)
            await context.NotifyFaulted(context.Exception);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("dead-letter");

    // MassTransit wraps what was thrown; people look for what was thrown.
    private static Exception Innermost(Exception error) => error is MassTransitException { InnerException: { } inner } ? Innermost(inner) : error;
}

/// <summary>Where a message goes that nothing at the endpoint takes.</summary>
internal sealed class SkippedMessageFilter(DeadLetterStore store) : IFilter<ReceiveContext>
{
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await store.Store(DeadMessage.Of(context, "NoConsumer", "Nothing at this endpoint takes a message of this type."), context.CancellationToken);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("skipped");
}
