using Factory.Messaging.Consuming;
using Factory.Messaging.DeadLetters;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Factory.Messaging.Suspects;

/// <summary>
/// A message that comes again may be what ended the process that had it. One such suspect is handled at a time, with a mark that is durable before and taken
/// off after: of all that was in hand when a process ends, only the one that it was busy with keeps its mark. What keeps it too often is a dead letter.
/// </summary>
internal sealed class SuspectFilter(SuspectMarks marks, DeadLetterStore deadLetters, IOptions<HeartOptions> options) : IFilter<ReceiveContext>, IDisposable
{
    /// <summary>Says that a process ended which had the message; for a transport that does not say so itself.</summary>
    public const string Header = "Factory-Suspect";

    private readonly SemaphoreSlim _oneAtATime = new(1);

    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        IsSuspect(context) && context.GetMessageId() is { } id ? HandleAlone(context, id, next) : next.Send(context);

    public void Probe(ProbeContext context) => context.CreateFilterScope("suspect");

    public void Dispose() => _oneAtATime.Dispose();

    private static bool IsSuspect(ReceiveContext context) => context.Redelivered || context.TransportHeaders.TryGetHeader(Header, out _);

    private async Task HandleAlone(ReceiveContext context, Guid id, IPipe<ReceiveContext> next)
    {
        await _oneAtATime.WaitAsync(context.CancellationToken);
        try
        {
            await HandleMarked(context, id, EndpointName.Of(context), next);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private async Task HandleMarked(ReceiveContext context, Guid id, string endpoint, IPipe<ReceiveContext> next)
    {
        var deaths = await marks.Set(id, endpoint, context.CancellationToken) - 1;
        if (deaths >= options.Value.CrashLimit)
        {
            // It keeps its mark until it is retried: a copy of it may be on its way.
            await deadLetters.Store(Dead(context, deaths), context.CancellationToken);
            return;
        }

        try
        {
            await next.Send(context);
        }
        finally
        {
            await marks.Remove(id, endpoint);
        }
    }

    private static DeadMessage Dead(ReceiveContext context, int deaths) =>
        DeadMessage.Of(context, "DeliveryLimit", $"The process that handled it ended each time: {deaths} times while it handled this message.");
}
