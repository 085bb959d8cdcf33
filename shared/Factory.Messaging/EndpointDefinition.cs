using Factory.Messaging.Sagas;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Messaging;

/// <summary>An endpoint and what answers there.</summary>
internal sealed class EndpointDefinition(string name)
{
    private readonly List<Action<IReceiveEndpointConfigurator, IRegistrationContext>> _configure = [];
    private readonly HashSet<Type> _messages = [];

    public string Name => name;

    /// <summary>The endpoint belongs to this process alone: a broker removes its queue after 10 minutes without consumers.</summary>
    public bool IsTemporary { get; set; }

    /// <exception cref="InvalidOperationException">Another consumer of this endpoint takes one of the messages: the inbox would drop it for one of the two.</exception>
    public void AddConsumer<TConsumer>()
        where TConsumer : class, IConsumer
    {
        var messages = typeof(TConsumer).GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(type => type.GetGenericArguments()[0]);
        foreach (var message in messages)
        {
            if (!_messages.Add(message))
                throw new InvalidOperationException($"Endpoint '{name}' has two consumers of {message.Name}; {typeof(TConsumer).Name} is the second.");
        }

        _configure.Add((endpoint, context) => context.ConfigureConsumer<TConsumer>(endpoint));
    }

    public void AddSaga<TState>()
        where TState : class, SagaStateMachineInstance =>
        _configure.Add((endpoint, context) => context.ConfigureSaga<TState>(endpoint));

    public void Configure(IReceiveEndpointConfigurator endpoint, IRegistrationContext context) =>
        _configure.ForEach(configure => configure(endpoint, context));
}
