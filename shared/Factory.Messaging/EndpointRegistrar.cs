using Factory.Messaging.Sagas;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Factory.Messaging;

/// <summary>What a host puts on the bus: which saga, consumer or leased work answers at which endpoint.</summary>
public sealed partial class EndpointRegistrar
{
    private readonly Dictionary<string, EndpointDefinition> _endpoints = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, Action<IBusRegistrationConfigurator>> _registrations = [];

    private EndpointRegistrar(IServiceCollection services) => Services = services;

    /// <summary>For what an endpoint needs beside its consumers: hosted services, options.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The names of all endpoints of this process.</summary>
    public IReadOnlyCollection<string> Names => _endpoints.Keys;

    internal bool IsTemporary(string endpoint) => _endpoints.TryGetValue(endpoint, out var definition) && definition.IsTemporary;

    internal IReadOnlyCollection<EndpointDefinition> Endpoints => _endpoints.Values;

    /// <summary>Hosts a state machine at an endpoint. The same machine may be hosted at several endpoints of one process.</summary>
    /// <param name="endpoint">Queue name.</param>
    public EndpointRegistrar Saga<TStateMachine, TState>(string endpoint)
        where TStateMachine : class, SagaStateMachine<TState>
        where TState : class, SagaStateMachineInstance
    {
        if (_registrations.TryAdd(typeof(TState), bus => bus.AddSagaStateMachine<TStateMachine, TState>()))
            Services.RegisterSagaRepository<TState, HeartTransaction, SagaConsumeContextFactory<HeartTransaction, TState>, HeartSagaRepositoryContextFactory<TState>>();
        Endpoint(endpoint).AddSaga<TState>();
        return this;
    }

    /// <summary>Puts a consumer on an endpoint. An endpoint has at most one consumer of a message type.</summary>
    /// <param name="endpoint">Queue name.</param>
    /// <exception cref="InvalidOperationException">The endpoint has a consumer of that message already.</exception>
    public EndpointRegistrar Consumer<TConsumer>(string endpoint)
        where TConsumer : class, IConsumer
    {
        _registrations.TryAdd(typeof(TConsumer), bus => bus.AddConsumer<TConsumer>());
        Endpoint(endpoint).AddConsumer<TConsumer>();
        return this;
    }

    internal static EndpointRegistrar Of(IServiceCollection services)
    {
        var existing = services.Select(service => service.IsKeyedService ? null : service.ImplementationInstance).OfType<EndpointRegistrar>().SingleOrDefault();
        if (existing is not null)
            return existing;
        var registrar = new EndpointRegistrar(services);
        services.AddSingleton(registrar);
        return registrar;
    }

    internal void Register(IBusRegistrationConfigurator bus)
    {
        foreach (var register in _registrations.Values)
            register(bus);
    }

    private EndpointDefinition Endpoint(string name)
    {
        if (!_endpoints.TryGetValue(name, out var endpoint))
            _endpoints.Add(name, endpoint = new EndpointDefinition(name));
        return endpoint;
    }
}
