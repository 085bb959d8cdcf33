using System.Threading.Channels;
using Factory.Contracts.Runs;
using Factory.Contracts.Triage;
using MassTransit;

namespace Factory.Router.Tests.Fixtures;

/// <summary>What came to the endpoint of whoever asked, in its order.</summary>
internal sealed class Replies
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Channel<object> arrived = Channel.CreateUnbounded<object>();

    public void Add(object reply) => arrived.Writer.TryWrite(reply);

    public async Task<T> Next<T>() => Assert.IsType<T>(await Next());

    public async Task<object> Next()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await arrived.Reader.ReadAsync(patience.Token);
    }
}

internal sealed class AnsweredConsumer(Replies replies) : IConsumer<ModelAnswered>
{
    public Task Consume(ConsumeContext<ModelAnswered> context)
    {
        replies.Add(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class UnavailableConsumer(Replies replies) : IConsumer<ModelUnavailable>
{
    public Task Consume(ConsumeContext<ModelUnavailable> context)
    {
        replies.Add(context.Message);
        return Task.CompletedTask;
    }
}

internal sealed class ClassifiedConsumer(Replies replies) : IConsumer<SignalClassified>
{
    public Task Consume(ConsumeContext<SignalClassified> context)
    {
        replies.Add(context.Message);
        return Task.CompletedTask;
    }
}
