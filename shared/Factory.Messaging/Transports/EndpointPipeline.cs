using Factory.Messaging.Consuming;
using Factory.Messaging.DeadLetters;
using Factory.Messaging.Scheduling;
using Factory.Messaging.Suspects;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Factory.Messaging.Transports;

/// <summary>What every endpoint has on every transport: quarantine, claim check, dead letters, retries, scheduler, and the transaction around each message.</summary>
internal static class EndpointPipeline
{
    public static void Configure(IReceiveEndpointConfigurator endpoint, EndpointDefinition definition, IBusFactoryConfigurator bus, IRegistrationContext context)
    {
        var options = context.GetRequiredService<IOptions<HeartOptions>>().Value;
        var deadLetters = context.GetRequiredService<DeadLetterStore>();
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = options.Concurrency;
        endpoint.ConcurrentMessageLimit = options.Concurrency;
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(context.GetRequiredService<SuspectFilter>()));
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(context.GetRequiredService<LargeBodyFilter>()));
        if (options.Faults is { CrashOn: { Length: > 0 } text } faults && (faults.CrashAt ?? definition.Name) == definition.Name)
            endpoint.ConfigureReceive(pipe => pipe.UseFilter(new CrashFilter(text)));
        endpoint.ConfigureError(pipe => pipe.UseFilter(new FailedMessageFilter(deadLetters)));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new SkippedMessageFilter(deadLetters)));
        endpoint.AddPrePipeSpecification(new FilterPipeSpecification<ConsumeContext>(new OutboxSchedulerFilter()));
        // Retries outside, the transaction inside: each attempt has its own. A bus that stops ends the retries.
        endpoint.UseMessageRetry(bus, retry => retry.SetRetryPolicy(_ => new HeartRetryPolicy(options)));
        var transaction = new OutboxConsumePipeSpecificationObserver<HeartTransaction>(endpoint, context);
        endpoint.ConnectConsumerConfigurationObserver(transaction);
        endpoint.ConnectSagaConfigurationObserver(transaction);
        definition.Configure(endpoint, context);
    }
}
