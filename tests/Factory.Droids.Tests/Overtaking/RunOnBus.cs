using System.Text.Json;
using Factory.Contracts;
using Factory.Contracts.Runs;
using Factory.Droids.Roles;
using Factory.Droids.Runs;
using Factory.History;
using Factory.Messaging;
using Factory.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Factory.Droids.Tests.Overtaking;

/// <summary>The saga of one run on a real database; a test says to it what others would say, in the order that it likes.</summary>
internal sealed class RunOnBus : IAsyncDisposable
{
    private readonly IHost _host;
    private long _said;

    private RunOnBus(IHost host) => _host = host;

    public Guid RunId { get; } = Guid.NewGuid();

    public StartRun Order => new(Guid.NewGuid(), RunId, "team", RoleNames.Coder, Blob, Blob, Blob, new WorkspaceSpec("mirror", "base", null, new(null, false)), new RunLimits(TimeSpan.FromHours(1), 10, 1));

    public static BlobRef Blob { get; } = new(Guid.NewGuid(), "", 0);

    public static async Task<RunOnBus> Start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(NpgsqlDataSource.Create(await TestServers.Database()));
        builder.Services.AddSingleton(EventTypes.Product);
        builder.Services.AddSingleton<DroidRole, SilentRole>().AddSingleton<DroidRoles>().AddSingleton<RunSteering>().AddSingleton<DroidRunSteps>();
        builder.Services.AddEndpoints(endpoints => endpoints.Saga<DroidRunStateMachine, DroidRunState>(Endpoints.Runs(RoleNames.Coder)));
        builder.Services.AddFactoryBus(BusTransport.From(null));
        var run = new RunOnBus(builder.Build());
        await run._host.StartAsync();
        return run;
    }

    /// <summary>Comes back when the saga has handled it.</summary>
    public async Task Hears<T>(T message)
        where T : class
    {
        await _host.Services.GetRequiredService<Heart>().InTransaction(
            transaction =>
            {
                transaction.Send(Endpoints.Runs(RoleNames.Coder), message);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        _said++;
        while (await Scalar<long>("SELECT count(*) FROM factory.inbox") < _said)
            await Task.Delay(10, TestContext.Current.CancellationToken);
    }

    public Task<string> State() => Scalar<string>("SELECT state ->> 'CurrentState' FROM factory.saga");

    /// <summary>The types of the run's events, in order.</summary>
    public Task<string> Events() => Scalar<string>("SELECT string_agg(type, ' ' ORDER BY version) FROM history.mt_events");

    /// <summary>After which turn the last note stands.</summary>
    public Task<int> NotedAfter() => Scalar<int>("SELECT (data ->> 'AfterTurn')::int FROM history.mt_events WHERE type = 'run_noted' ORDER BY version DESC LIMIT 1");

    /// <summary>The last message of its type that was sent to others.</summary>
    public async Task<T> LastAsked<T>()
    {
        var envelope = await Scalar<string>($"SELECT convert_from(body, 'UTF8') FROM factory.outbox WHERE convert_from(body, 'UTF8') LIKE '%:{typeof(T).Name}\"%' ORDER BY id DESC LIMIT 1");
        using var json = JsonDocument.Parse(envelope);
        return json.RootElement.GetProperty("message").Deserialize<T>(JsonSerializerOptions.Web)!;
    }

    /// <summary>How often something was asked of others: nobody takes it here.</summary>
    public Task<long> Asked<T>() => Scalar<long>($"SELECT count(*) FROM factory.outbox WHERE convert_from(body, 'UTF8') LIKE '%:{typeof(T).Name}\"%'");

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task<T> Scalar<T>(string sql)
    {
        await using var command = _host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Its orders are never read: no run here comes to an end.</summary>
    private sealed class SilentRole : DroidRole<string, string>
    {
        public override string Name => RoleNames.Coder;

        public override IReadOnlyList<string> Tools => [];

        public override Task<StartRun> Start(string order, HeartTransaction heart, CancellationToken ct) => throw new NotSupportedException();

        protected override void Answer(string order, RunReport report, string? result, HeartTransaction heart) => throw new NotSupportedException();
    }
}
