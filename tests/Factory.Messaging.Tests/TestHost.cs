using Factory.History;
using Factory.Servers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging.Tests;

public enum Carrier
{
    InMemory,
    RabbitMq,
}

/// <summary>A process of the factory, as far as messages see it, on a real database and a real broker.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly IHost _host;

    private TestHost(IHost host, Surroundings surroundings)
    {
        _host = host;
        Surroundings = surroundings;
    }

    public Surroundings Surroundings { get; }

    public IServiceProvider Services => _host.Services;

    public Heart Heart => Services.GetRequiredService<Heart>();

    public NpgsqlDataSource Database => Services.GetRequiredService<NpgsqlDataSource>();

    public DeadLetters.DeadLetters DeadLetters => Services.GetRequiredService<DeadLetters.DeadLetters>();

    public static async Task<TestHost> Start(Surroundings surroundings, Action<EndpointRegistrar> endpoints, Action<IServiceCollection>? services = null)
    {
        var host = Build(surroundings, endpoints, services);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await host.StartAsync(patience.Token);
        await host.Services.GetRequiredService<IBusControl>().WaitForHealthStatus(BusHealthStatus.Healthy, patience.Token);
        return new TestHost(host, surroundings);
    }

    public Task Send<T>(string endpoint, T message, DateTimeOffset? due = null)
        where T : class =>
        Heart.InTransaction(
            transaction =>
            {
                transaction.Send(endpoint, message, due);
                return Task.CompletedTask;
            },
            CancellationToken.None);

    /// <summary>Past the outbox, with an id of its own: what a broker that delivers twice does.</summary>
    public async Task SendRaw<T>(string endpoint, T message, Guid id)
        where T : class
    {
        var address = await Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:" + endpoint));
        await address.Send(message, context => context.MessageId = id);
    }

    public Task<T?> Scalar<T>(string sql, params object[] values) => Surroundings.Scalar<T>(sql, values);

    public async Task Stop()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await _host.StopAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _host.Dispose();
    }

    private static IHost Build(Surroundings surroundings, Action<EndpointRegistrar> endpoints, Action<IServiceCollection>? services)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(surroundings.Postgres) { MaxPoolSize = 40, NoResetOnClose = true }));
        builder.Services.AddSingleton(EventTypes.Product.With(typeof(Counted)));
        builder.Services.Configure<HeartOptions>(options =>
        {
            options.PollInterval = TimeSpan.FromMilliseconds(200);
            options.RetryDelay = TimeSpan.FromMilliseconds(5);
            options.LongestBackOff = TimeSpan.FromMilliseconds(500);
        });
        builder.Services.AddEndpoints(endpoints);
        services?.Invoke(builder.Services);
        builder.Services.AddFactoryBus(BusTransport.From(surroundings.RabbitMq?.ToString()));
        return builder.Build();
    }
}

/// <summary>A database and, where it is asked for, a virtual host of its own.</summary>
internal sealed record Surroundings(string Postgres, Uri? RabbitMq)
{
    public static async Task<Surroundings> New(Carrier carrier) =>
        new(await TestServers.Database(), carrier == Carrier.RabbitMq ? await TestServers.RabbitMqVirtualHost() : null);

    public async Task<T?> Scalar<T>(string sql, params object[] values)
    {
        // A pool for every test's database would use up the server's connections.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Postgres) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        var result = await command.ExecuteScalarAsync();
        return result is null or DBNull ? default : (T)result;
    }
}
