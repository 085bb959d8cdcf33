using MassTransit;

namespace Factory.Messaging.Sagas;

/// <summary>Which messages start a saga, as its state machine says.</summary>
internal sealed class SagaBeginnings<TSaga>(IEnumerable<Type> messages)
    where TSaga : class, ISaga
{
    private readonly HashSet<Type> _messages = [.. messages];

    public bool Contains(Type message) => _messages.Contains(message);

    public static SagaBeginnings<TSaga> Of<TInstance>(SagaStateMachine<TInstance> machine)
        where TInstance : class, SagaStateMachineInstance, TSaga => new(
            machine.NextEvents(machine.Initial)
                .Select(initial => initial.GetType().GetInterfaces()
                    .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Event<>)))
                .Where(type => type is not null)
                .Select(type => type!.GetGenericArguments()[0]));
}
