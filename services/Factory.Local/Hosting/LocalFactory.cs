using System.Net;
using Factory.Local.DataFolders;
using Factory.Messaging.Nodes;
using Factory.Servers;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;

namespace Factory.Local.Hosting;

/// <summary>A factory in this process: all services on the in-memory transport, with a PostgreSQL of its own.</summary>
public sealed class LocalFactory : IAsyncDisposable
{
    private const int MostStarts = 5;

    private readonly DataFolder _folder;
    private readonly PrivatePostgres? _postgres;
    private readonly WebApplication _app;

    private LocalFactory(DataFolder folder, PrivatePostgres? postgres, WebApplication app, Uri address) =>
        (_folder, _postgres, _app, Address) = (folder, postgres, app, address);

    /// <summary>Where it answers, on the loopback.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and comes back when it takes signals.</summary>
    /// <exception cref="FactoryException">Something has to be changed first; the message says what.</exception>
    /// <exception cref="DataFolderInUse">Another process runs a factory on the data folder.</exception>
    /// <exception cref="ServerException">PostgreSQL is missing or does not start.</exception>
    public static Task<LocalFactory> Start(LocalOptions options, CancellationToken ct) =>
        options.Postgres is null ? DespiteKills(() => StartOnce(options, ct), ct) : StartOnce(options, ct);

    /// <summary>Comes back when the process is asked to stop.</summary>
    public Task WaitForStop(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await Stop(_folder, _postgres, _app);
    }

    private static async Task<LocalFactory> StartOnce(LocalOptions options, CancellationToken ct)
    {
        if (options.Port is { } port)
            LoopbackPorts.CheckFree(port);
        var folder = DataFolder.Open(options.DataFolder);
        PrivatePostgres? postgres = null;
        WebApplication? app = null;
        try
        {
            // PostgreSQL starts while the host is put together: half of the time of a warm start.
            var starting = options.Postgres is null ? StartPostgres(folder, ct) : null;
            try
            {
                app = await Task.Run(() => Build(options, folder), ct);
            }
            finally
            {
                if (starting is not null)
                    postgres = await starting;
            }

            app.Configuration["ConnectionStrings:factory"] = options.Postgres ?? await DespiteKills(() => postgres!.EnsureDatabase("factory", ct), ct);
            // Mapping makes the bus and the data source, which must know the database.
            app.MapAllServices();
            await app.StartAsync(ct);
            var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            folder.RunFile.Write(new RunningFactory(Environment.ProcessId, options.Kind, app.Services.GetRequiredService<TimeProvider>().GetUtcNow(), address, address));
            return new LocalFactory(folder, postgres, app, address);
        }
        catch
        {
            await Stop(folder, postgres, app);
            throw;
        }
    }

    /// <summary>Starts again when our PostgreSQL was killed meanwhile: nobody else would on a person's machine.</summary>
    private static async Task<T> DespiteKills<T>(Func<Task<T>> start, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await start();
            }
            catch (Exception error) when (attempt < MostStarts && DatabaseDied(error))
            {
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
            }
        }
    }

    private static bool DatabaseDied(Exception error) =>
        error is NpgsqlException { IsTransient: true } or ServerException { WasKilled: true } || (error.InnerException is { } inner && DatabaseDied(inner));

    private static Task<PrivatePostgres> StartPostgres(DataFolder folder, CancellationToken ct) =>
        Task.Run(() => DespiteKills(() => PrivatePostgres.Start(new PostgresOptions { DataFolder = Path.Combine(folder.Path, "postgres"), KeepRunning = true }, ct), ct), ct);

    private static WebApplication Build(LocalOptions options, DataFolder folder)
    {
        // Nothing is read from the current folder: it is somebody's repository as likely as not.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = "Factory.Local" });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Factory:DataFolder"] = folder.Path,
            ["Factory:LogFile"] = Path.Combine(folder.Logs, "local.log"),
            ["ConnectionStrings:rabbitmq"] = null,
        });
        builder.Configuration.AddInMemoryCollection(options.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port ?? 0));
        if (!options.StopOnSignals)
            builder.Services.AddSingleton<IHostLifetime, CallerLifetime>();
        // A cluster of our own has no other users: what a killed process left under way goes on at once.
        builder.Services.AddSingleton(new NodeOptions { Alone = options.Postgres is null });
        builder.AddAllServices();
        return builder.Build();
    }

    private static async Task Stop(DataFolder folder, PrivatePostgres? postgres, WebApplication? app)
    {
        if (app is not null)
            await app.DisposeAsync();
        if (postgres is not null)
            await postgres.DisposeAsync();
        folder.Dispose();
    }
}
