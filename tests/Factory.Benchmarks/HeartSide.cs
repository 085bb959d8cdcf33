using System.Diagnostics;
using Factory.History;
using Factory.Messaging;
using Factory.Servers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Benchmarks;

/// <summary>One of the two that are compared: a host on a virtual host of its own.</summary>
internal sealed class HeartSide : IAsyncDisposable
{
    private const int Concurrency = 16;
    private const int InFlight = 128;

    private readonly IHost _host;
    private readonly ISendEndpoint _orders;

    private HeartSide(IHost host, ISendEndpoint orders)
    {
        _host = host;
        _orders = orders;
    }

    public static async Task<HeartSide> Heart(CancellationToken ct)
    {
        var builder = Builder();
        var database = await TestServers.Database();
        var broker = await TestServers.RabbitMqVirtualHost();
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 60, NoResetOnClose = true }));
        builder.Services.AddSingleton(EventTypes.Product.With(typeof(OrderProgressed)));
        builder.Services.Configure<HeartOptions>(options => options.Concurrency = Concurrency);
        builder.Services.AddEndpoints(endpoints => endpoints
            .Saga<OrderMachine, OrderState>(OrderQueues.Orders)
            .Consumer<PaymentConsumer>(OrderQueues.Payments)
            .Consumer<ShippingConsumer>(OrderQueues.Shipping));
        builder.Services.AddFactoryBus(BusTransport.From(broker.ToString()));
        return await Start(builder, ct);
    }

    public static async Task<HeartSide> Plain(CancellationToken ct)
    {
        var builder = Builder();
        var broker = await TestServers.RabbitMqVirtualHost();
        builder.Services.AddMassTransit(bus =>
        {
            bus.AddSagaStateMachine<PlainOrderMachine, PlainOrderState>().InMemoryRepository();
            bus.AddConsumer<PlainPaymentConsumer>();
            bus.AddConsumer<PlainShippingConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(broker);
                Queue(rabbit, OrderQueues.Orders, queue => context.ConfigureSaga<PlainOrderState>(queue));
                Queue(rabbit, OrderQueues.Payments, queue => context.ConfigureConsumer<PlainPaymentConsumer>(queue));
                Queue(rabbit, OrderQueues.Shipping, queue => context.ConfigureConsumer<PlainShippingConsumer>(queue));
            });
        });
        return await Start(builder, ct);
    }

    /// <returns>Sagas a second.</returns>
    public async Task<double> Many(int orders, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, orders), new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = ct }, (_, stop) => new ValueTask(One(stop)));
        return orders / watch.Elapsed.TotalSeconds;
    }

    /// <returns>The median of the milliseconds that each took, one after another.</returns>
    public async Task<double> OneByOne(int orders, CancellationToken ct)
    {
        var times = new List<double>(orders);
        for (var i = 0; i < orders; i++)
        {
            var watch = Stopwatch.StartNew();
            await One(ct);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    private async Task One(CancellationToken ct)
    {
        var order = NewId.NextGuid();
        var finished = Finished.Of(order);
        await _orders.Send(new PlaceOrder(order), ct);
        await finished.WaitAsync(TimeSpan.FromSeconds(60), ct);
    }

    private static HostApplicationBuilder Builder()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        return builder;
    }

    private static void Queue(IRabbitMqBusFactoryConfigurator rabbit, string name, Action<IReceiveEndpointConfigurator> configure) =>
        rabbit.ReceiveEndpoint(name, queue =>
        {
            queue.SetQuorumQueue();
            queue.ConfigureConsumeTopology = false;
            queue.PrefetchCount = Concurrency;
            queue.ConcurrentMessageLimit = Concurrency;
            configure(queue);
        });

    private static async Task<HeartSide> Start(HostApplicationBuilder builder, CancellationToken ct)
    {
        var host = builder.Build();
        await host.StartAsync(ct);
        var bus = host.Services.GetRequiredService<IBusControl>();
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, ct);
        return new HeartSide(host, await bus.GetSendEndpoint(OrderQueues.Address(OrderQueues.Orders)));
    }
}
