using MassTransit;
using MassTransit.Saga;

namespace Factory.Messaging.Sagas;

/// <summary>Loads and saves sagas in the transaction of the message.</summary>
internal sealed class HeartSagaRepositoryContextFactory<TSaga>(ISagaConsumeContextFactory<HeartTransaction, TSaga> contexts) : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga
{
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class =>
        next.Send(new HeartSagaRepositoryContext<TSaga, T>(context.Heart(), context, contexts));

    /// <exception cref="NotSupportedException">Sagas are found by their id alone.</exception>
    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class =>
        throw new NotSupportedException($"{typeof(TSaga).Name} is correlated with {typeof(T).Name} by a query. Correlate by id: CorrelateById.");

    public void Probe(ProbeContext context) => context.Add("persistence", "heart");
}
