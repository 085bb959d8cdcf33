using System.Globalization;
using Factory.Cli.Output;
using Factory.History;
using Factory.Local;
using Factory.Local.DataFolders;
using Factory.Local.Hosting;
using Factory.Publisher.Settings;
using Factory.Router.Casting;
using Factory.Servers;
using Factory.SignalIntake.Sources;

namespace Factory.Cli.Services;

/// <summary>A factory with a process a service, over RabbitMQ and PostgreSQL.</summary>
internal sealed class ServicesFactory : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly List<ServiceProcess> _processes = [];
    private PrivatePostgres? _postgres;
    private PrivateRabbitMq? _rabbitMq;

    private ServicesFactory(DataFolder folder, int port)
    {
        _folder = folder;
        SignalIntake = new Uri($"http://127.0.0.1:{port}/");
        MissionControl = new Uri($"http://127.0.0.1:{port + 1}/");
        Router = new Uri($"http://127.0.0.1:{port + 2}/");
    }

    public Uri SignalIntake { get; }

    public Uri MissionControl { get; }

    /// <summary>Where its first process answers, and people's own tools reach models.</summary>
    public Uri Router { get; }

    public IReadOnlyList<ServiceProcess> Processes => _processes;

    /// <summary>Starts everything, and comes back when every service is healthy.</summary>
    /// <exception cref="FactoryException">Something has to be changed first; the message says what.</exception>
    public static async Task<ServicesFactory> Start(UpOptions options, Screen screen, CancellationToken ct)
    {
        LoopbackPorts.CheckFree(options.Port);
        LoopbackPorts.CheckFree(options.Port + 1);
        LoopbackPorts.CheckFree(options.Port + 2);
        var factory = new ServicesFactory(DataFolder.Open(options.DataFolder), options.Port);
        try
        {
            await factory.StartAll(options, screen, ct);
            return factory;
        }
        catch
        {
            await factory.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));
        if (_rabbitMq is not null)
            await _rabbitMq.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAll(UpOptions options, Screen screen, CancellationToken ct)
    {
        var rabbitMq = options.RabbitMq is null ? StartRabbitMq(ct) : Task.FromResult(options.RabbitMq);
        try
        {
            var database = options.Postgres ?? await StartPostgres(ct);
            await Schema.Migrate(database, ct);
            var broker = await rabbitMq;
            Directory.CreateDirectory(_folder.Logs);
            foreach (var service in ServiceNames.All)
            {
                // On a cluster of our own each service gets a role that may append to history, and never change it.
                var connection = _postgres is null ? database : await ServiceRoles.Create(database, service.Name, ct);
                for (var number = 1; number <= options.Replicas.GetValueOrDefault(service.Name, 1); number++)
                    _processes.Add(new ServiceProcess(Describe(service, number, connection, broker), text => screen.Line($"[yellow]{Screen.Escape(text)}[/]")));
            }
        }
        finally
        {
            // Also when something else failed: what was started is known, and is stopped.
            await rabbitMq.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await new HealthWait(_processes, screen).UntilAllAre(ct);
        _folder.RunFile.Write(new RunningFactory(Environment.ProcessId, "up --services", TimeProvider.System.GetUtcNow(), SignalIntake, MissionControl) { Router = Router });
    }

    private async Task<string> StartPostgres(CancellationToken ct)
    {
        _postgres = await PrivatePostgres.Start(new PostgresOptions { DataFolder = Path.Combine(_folder.Path, "postgres"), MaxConnections = 500, KeepRunning = true }, ct);
        return await _postgres.EnsureDatabase("factory", ct);
    }

    private async Task<Uri> StartRabbitMq(CancellationToken ct)
    {
        _rabbitMq = await PrivateRabbitMq.Start(new RabbitMqOptions { DataFolder = Path.Combine(_folder.Path, "rabbitmq"), KeepRunning = true }, ct);
        return _rabbitMq.Uri;
    }

    private ServiceStart Describe(ServiceName service, int number, string database, Uri broker)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{service.Name}-{number}");
        var port = (service.Name, number) switch
        {
            (ServiceNames.SignalIntake, 1) => SignalIntake.Port,
            (ServiceNames.MissionControl, 1) => MissionControl.Port,
            (ServiceNames.Router, 1) => Router.Port,
            _ => LoopbackPorts.Free(),
        };
        var configuration = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__factory"] = database,
            ["ConnectionStrings__rabbitmq"] = broker.AbsoluteUri,
            ["Factory__DataFolder"] = _folder.Path,
            ["Factory__Service"] = service.Name,
        };
        var start = new ServiceStart(service, name, port, Path.Combine(_folder.Logs, $"{name}.log"), configuration);
        return service.Name switch
        {
            ServiceNames.Router => WithModels(start, configuration),
            ServiceNames.SignalIntake => WithSignals(start, configuration),
            ServiceNames.Publisher => WithForges(start, configuration),
            _ => start,
        };
    }

    /// <summary>The same for the signals file.</summary>
    private ServiceStart WithSignals(ServiceStart intake, Dictionary<string, string> configuration)
    {
        if (SignalsFilePath.Find(Environment.GetEnvironmentVariable("Factory__SignalsFile"), _folder.Path) is not { } signals)
            return intake;
        configuration["Factory__SignalsFile"] = signals;
        return intake with { Keys = SignalsFilePath.SecretVariables(signals) };
    }

    /// <summary>The same for the publisher's file.</summary>
    private ServiceStart WithForges(ServiceStart publisher, Dictionary<string, string> configuration)
    {
        if (PublisherFilePath.Find(Environment.GetEnvironmentVariable("Factory__PublisherFile"), _folder.Path) is not { } forges)
            return publisher;
        configuration["Factory__PublisherFile"] = forges;
        return publisher with { Keys = PublisherFilePath.SecretVariables(forges) };
    }

    /// <summary>Where the models file is, found from this process's folder: services run in another; and the keys that it names.</summary>
    private ServiceStart WithModels(ServiceStart router, Dictionary<string, string> configuration)
    {
        if (ModelsFilePath.Find(Environment.GetEnvironmentVariable("Factory__ModelsFile"), _folder.Path) is not { } models)
            return router;
        configuration["Factory__ModelsFile"] = models;
        return router with { Keys = ModelsFilePath.KeyVariables(models) };
    }
}
