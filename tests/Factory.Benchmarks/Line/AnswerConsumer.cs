using Factory.Contracts.Features;
using Factory.Messaging;
using MassTransit;

namespace Factory.Benchmarks.Line;

/// <summary>Where droid runs that a benchmark ordered answer: their coders finish with nothing written.</summary>
public sealed class AnswerConsumer : IConsumer<CodeNotWritten>
{
    public const string Endpoint = "benchmark-answers";

    public Task Consume(ConsumeContext<CodeNotWritten> context)
    {
        var feature = context.Message.FeatureId;
        context.Heart().OnEnd(committed =>
        {
            if (committed)
                Finished.Tell(feature);
        });
        return Task.CompletedTask;
    }
}
