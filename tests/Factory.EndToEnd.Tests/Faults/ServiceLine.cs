using System.Globalization;
using System.Net.Sockets;
using Factory.Cli.Services;
using Factory.History;
using Factory.Local.DataFolders;
using Factory.Local.Hosting;
using Factory.Servers;
using Npgsql;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>The services as processes of their own, over a RabbitMQ and a PostgreSQL of their own; each of them can be killed and started again.</summary>
internal sealed class ServiceLine : ILine, IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(8);

    private readonly DataFolder _folder;
    private readonly List<LineProcess> _processes = [];
    private PrivatePostgres _postgres = null!;
    private PrivateRabbitMq _rabbitMq = null!;
    private string _database = "";

    private ServiceLine(DataFolder folder) => _folder = folder;

    public IReadOnlyList<LineProcess> Processes => _processes;

    public string DataFolder => _folder.Path;

    public string Database => _database;

    public Victim Broker => new("rabbitmq", _rabbitMq.Kill, () => _rabbitMq.Restart());

    public Victim PostgreSql => new("postgres", _postgres.Kill, () => _postgres.Restart());

    /// <summary>Starts everything and comes back when every service is healthy.</summary>
    public static async Task<ServiceLine> Start(int coders = 2)
    {
        var line = new ServiceLine(Factory.Local.DataFolders.DataFolder.Open(Path.Combine(TestServers.NewFolder(), "factory")));
        try
        {
            await line.StartServers();
            await line.StartServices(coders);
            return line;
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    public IEnumerable<LineProcess> Of(string service) => _processes.Where(process => process.Service == service);

    public MissionsClient Connect() => new(() => MissionsClient.To(
        Of(ServiceNames.SignalIntake).First().Address, Of(ServiceNames.MissionControl).First().Address, DataFolder));

    public async Task<long> Events() => await Sql.Scalar<long>(Database, "SELECT count(*) FROM history.mt_events");

    /// <summary>Starts services anew with another configuration.</summary>
    public async Task Reconfigure(IEnumerable<LineProcess> processes, IReadOnlyDictionary<string, string> settings)
    {
        await Task.WhenAll(processes.Select(process => process.StartAnew(settings)));
        await UntilHealthy();
    }

    public async Task UntilHealthy()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        using var patience = new CancellationTokenSource(StartPatience);
        foreach (var process in _processes)
        {
            while (!await IsHealthy(http, process.Address, patience.Token) && !patience.IsCancellationRequested)
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"{process.Name} (process {process.Id}) was not healthy within {StartPatience}. Logs: {KeptLogs.Of(DataFolder)}");
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

    private static async Task<bool> IsHealthy(HttpClient http, Uri address, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address, "health"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task StartServers()
    {
        var rabbitMq = PrivateRabbitMq.Start(new RabbitMqOptions { DataFolder = Path.Combine(DataFolder, "rabbitmq") });
        _postgres = await PrivatePostgres.Start(new PostgresOptions { DataFolder = Path.Combine(DataFolder, "postgres"), MaxConnections = 500 });
        _rabbitMq = await rabbitMq;
        // Each look opens a connection of its own: one that outlived a killed server would fail the next look.
        _database = new NpgsqlConnectionStringBuilder(await _postgres.EnsureDatabase("factory")) { Pooling = false }.ConnectionString;
        await Schema.Migrate(_database, CancellationToken.None);
    }

    private async Task StartServices(int coders)
    {
        Directory.CreateDirectory(_folder.Logs);
        foreach (var service in ServiceNames.All)
        {
            var role = new NpgsqlConnectionStringBuilder(await ServiceRoles.Create(_database, service.Name)) { Pooling = true }.ConnectionString;
            for (var number = 1; number <= (service.Name == "coder" ? coders : 1); number++)
                _processes.Add(new LineProcess(Describe(service, string.Create(CultureInfo.InvariantCulture, $"{service.Name}-{number}"), role)));
        }

        foreach (var process in _processes)
            process.Start();
        await UntilHealthy();
    }

    private ServiceStart Describe(ServiceName service, string name, string database) =>
        new(service, name, LoopbackPorts.Free(), Path.Combine(_folder.Logs, $"{name}.log"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__factory"] = database,
            ["ConnectionStrings__rabbitmq"] = _rabbitMq.Uri.AbsoluteUri,
            ["Factory__DataFolder"] = DataFolder,
            ["Factory__Service"] = service.Name,
        });
}
