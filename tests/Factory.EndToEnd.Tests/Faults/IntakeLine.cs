using Factory.Cli.Services;
using Factory.Local.Hosting;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>A SignalIntake as <c>up --services</c> starts it, without the rest of the line: what it asks of others waits.</summary>
internal sealed class IntakeLine : IAsyncDisposable
{
    private const string Secret = "for-tests-only";

    private IntakeLine(LineProcess intake, string database) => (Intake, Database) = (intake, database);

    public LineProcess Intake { get; }

    /// <summary>As the database's owner.</summary>
    public string Database { get; }

    public IntakeLoad Load => new(Intake.Address, Secret);

    public static async Task<IntakeLine> Start()
    {
        var (database, broker, folder) = (await TestServers.Database(), await TestServers.RabbitMqVirtualHost(), TestServers.NewFolder());
        await Schema.Migrate(database, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), Secret);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "factory.signals.yaml"),
            $"sources:\n  github:\n    kind: github\n    missionsPerHour: 10000\n    alike: 0\n    secretFile: {Path.Combine(folder, "secret")}\n    repositories:\n      acme/shop: {folder}\n");
        var service = ServiceNames.All.Single(service => service.Name == ServiceNames.SignalIntake);
        var line = new IntakeLine(
            new LineProcess(new ServiceStart(service, "signal-intake-1", LoopbackPorts.Free(), Path.Combine(folder, "intake.log"), new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ConnectionStrings__factory"] = database,
                ["ConnectionStrings__rabbitmq"] = broker.AbsoluteUri,
                ["Factory__DataFolder"] = folder,
            })),
            database);
        await line.StartIntake();
        return line;
    }

    /// <summary>Comes back when it answers.</summary>
    public async Task StartIntake()
    {
        Intake.Start();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Eventually.Holds(() => Answers(http), "the intake answers");
    }

    public ValueTask DisposeAsync() => Intake.DisposeAsync();

    private async Task<bool> Answers(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Intake.Address, "health"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
