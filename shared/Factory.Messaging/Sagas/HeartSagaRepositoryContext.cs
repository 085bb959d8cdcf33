using Factory.Messaging.Outbox;
using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;
using Npgsql;

namespace Factory.Messaging.Sagas;

/// <summary>One saga for one message: loaded under its row's lock, or begun; written with the commit.</summary>
internal sealed class HeartSagaRepositoryContext<TSaga, TMessage>(
    HeartTransaction transaction,
    ConsumeContext<TMessage> consumeContext,
    ISagaConsumeContextFactory<HeartTransaction, TSaga> contexts)
    : ConsumeContextScope<TMessage>(consumeContext), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISaga
    where TMessage : class
{
    private readonly ConsumeContext<TMessage> _context = consumeContext;
    private bool _exists;

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class =>
        contexts.CreateSagaConsumeContext(transaction, consumeContext, instance, mode);

    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        contexts.CreateSagaConsumeContext(transaction, _context, instance, SagaConsumeContextMode.Add);

    /// <summary>An order is taken for the first of its saga and inserted without looking; if it is not, the insert fails and the next attempt looks.</summary>
    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance) =>
        transaction.Message is { Again: false } ? await Add(instance) : await Load(instance.CorrelationId) ?? await Add(instance);

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId)
    {
        var saga = await LockAndRead(correlationId);
        if (saga is null)
            return null!;
        _exists = true;
        return await contexts.CreateSagaConsumeContext(transaction, _context, saga, SagaConsumeContextMode.Load);
    }

    public Task Save(SagaConsumeContext<TSaga> context) => Store(context.Saga);

    public Task Update(SagaConsumeContext<TSaga> context) => Store(context.Saga);

    // Finished sagas stay, so that a late message cannot start them anew.
    public Task Delete(SagaConsumeContext<TSaga> context) => Store(context.Saga);

    public Task Discard(SagaConsumeContext<TSaga> context) => Store(context.Saga);

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    private Task Store(TSaga saga)
    {
        transaction.Write(_exists ? SagaRows<TSaga>.Update(saga) : SagaRows<TSaga>.Insert(saga));
        return Task.CompletedTask;
    }

    private async Task<TSaga?> LockAndRead(Guid id)
    {
        await using var batch = await transaction.Begin(CancellationToken);
        batch.BatchCommands.Add(SagaRows<TSaga>.Lock(id));
        batch.BatchCommands.Add(InboxCommands.Find(transaction.Message!));
        await batch.PrepareAsync(CancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken);
        transaction.HasBegun();
        var saga = await reader.ReadAsync(CancellationToken) ? SagaRows<TSaga>.Read(reader) : null;
        await reader.NextResultAsync(CancellationToken);
        if (await reader.ReadAsync(CancellationToken))
            throw new AlreadyHandled(transaction.Message!);
        return saga;
    }
}
