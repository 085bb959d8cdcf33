using Factory.History;
using Factory.Messaging.Leases;
using Factory.Messaging.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Messaging.Tests.Leases;

/// <summary>A process of the factory, as far as leases are concerned: a node with two lanes on the same places.</summary>
internal sealed class LeaseHost : IAsyncDisposable
{
    public const string Lane = "jobs";

    /// <summary>On the same places.</summary>
    public const string OtherLane = "other-jobs";

    private readonly IHost _host;

    private LeaseHost(IHost host) => _host = host;

    public Guid Node => _host.Services.GetRequiredService<NodeIdentity>().Id;

    public IServiceProvider Services => _host.Services;

    public static async Task<LeaseHost> Start(string database, ScriptedWork work, LeaseHostOptions? options = null)
    {
        options ??= new();
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(_ => new NpgsqlDataSourceBuilder(database).Build());
        builder.Services.AddHistory();
        builder.Services.AddSingleton(work);
        builder.Services.AddSingleton(options.Nodes);
        builder.Services.AddSingleton(options.Leases);
        var places = new LeasePlaces(options.Limit);
        builder.Services.AddEndpoints(endpoints => endpoints
            .Work<Job, ScriptedWork>(Lane, places, options.MaxAttempts, options.Temporary)
            .Work<Job, ScriptedWork>(OtherLane, places, options.MaxAttempts, options.Temporary));
        builder.Services.AddFactoryBus(options.Transport);
        var host = builder.Build();
        await host.StartAsync();
        return new LeaseHost(host);
    }

    public Task Send(params Job[] jobs) => SendTo(Lane, jobs);

    public async Task SendTo(string lane, params Job[] jobs) => await _host.Services.GetRequiredService<Heart>().InTransaction(
        transaction =>
        {
            foreach (var job in jobs)
                transaction.Send(lane, job);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    public Task Cancel(Guid key) => _host.Services.GetRequiredService<Heart>().InTransaction(
        transaction =>
        {
            transaction.CancelWork(key);
            return Task.CompletedTask;
        },
        CancellationToken.None);

    public Task Stop() => _host.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}

internal sealed record LeaseHostOptions
{
    public BusTransport Transport { get; init; } = new BusTransport.InMemory();

    public int Limit { get; init; } = 10;

    public int MaxAttempts { get; init; } = 5;

    public bool Temporary { get; init; }

    public NodeOptions Nodes { get; init; } = new() { Heartbeat = TimeSpan.FromMilliseconds(200), Expiry = TimeSpan.FromSeconds(2) };

    public LeaseOptions Leases { get; init; } = new() { Poll = TimeSpan.FromMilliseconds(50), FirstRetry = TimeSpan.FromMilliseconds(20), StopGrace = TimeSpan.FromMilliseconds(200) };

    /// <summary>A node whose heartbeat a test stops by expiring its row: it does not renew it by itself.</summary>
    public static LeaseHostOptions WithoutHeartbeat { get; } = new() { Nodes = new() { Heartbeat = TimeSpan.FromHours(1), Expiry = TimeSpan.FromHours(3) } };
}
