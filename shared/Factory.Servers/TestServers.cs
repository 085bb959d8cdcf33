namespace Factory.Servers;

/// <summary>
/// Real servers for tests: one PostgreSQL and one RabbitMQ a test process, started when first asked for, gone with their data when the process ends.
/// </summary>
public static class TestServers
{
    private static readonly Lazy<TemporaryFolder> Folder = new(CreateFolder);
    private static readonly Lazy<Task<PrivatePostgres>> SharedPostgres = new(StartPostgres);
    private static readonly Lazy<Task<PrivateRabbitMq>> SharedRabbitMq = new(StartRabbitMq);

    private static int _databases;
    private static int _virtualHosts;

    /// <summary>Whether the shared PostgreSQL waits for the disk: benchmarks ask for it, tests do not. Default false; set it before the first database.</summary>
    public static bool Fsync { get; set; }

    /// <summary>The shared PostgreSQL. Tests that kill it start one of their own in <see cref="NewFolder"/>, with fsync on.</summary>
    public static Task<PrivatePostgres> Postgres() => SharedPostgres.Value;

    /// <summary>The connection string of a new, empty database.</summary>
    public static async Task<string> Database() => await (await Postgres()).EnsureDatabase($"test_{Interlocked.Increment(ref _databases)}");

    /// <summary>The shared RabbitMQ. Tests that kill it start one of their own in <see cref="NewFolder"/>.</summary>
    public static Task<PrivateRabbitMq> RabbitMqServer() => SharedRabbitMq.Value;

    /// <summary>The address of the shared RabbitMQ's default virtual host.</summary>
    public static async Task<Uri> RabbitMq() => (await RabbitMqServer()).Uri;

    /// <summary>The address of a new, empty virtual host.</summary>
    public static async Task<Uri> RabbitMqVirtualHost() => await (await RabbitMqServer()).AddVirtualHost($"test-{Interlocked.Increment(ref _virtualHosts)}");

    /// <summary>A new folder that is deleted when the process ends; for a server of a test's own, or for files.</summary>
    public static string NewFolder() => Directory.CreateDirectory(Path.Combine(Folder.Value.Folder, Guid.NewGuid().ToString("n")[..12])).FullName;

    private static TemporaryFolder CreateFolder()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => KillBroker();
        return TemporaryFolder.Create("factory-tests-");
    }

    private static Task<PrivatePostgres> StartPostgres() => PrivatePostgres.Start(new PostgresOptions
    {
        DataFolder = Path.Combine(NewFolder(), "postgres"),
        MaxConnections = 500,
        Fsync = Fsync,
        // Each test has a database of its own: with hundreds of them a cleaner is started several times a second.
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["autovacuum"] = Fsync ? "on" : "off" },
    });

    private static Task<PrivateRabbitMq> StartRabbitMq() => PrivateRabbitMq.Start(new RabbitMqOptions { DataFolder = Path.Combine(NewFolder(), "rabbitmq") });

    /// <summary>
    /// Their data is deleted with them, so the broker, which takes seconds for a clean stop, gets none. Nothing is waited for: test runners complain of a process
    /// that is not gone a second after its tests, and PostgreSQL and the folder go with the process in any case.
    /// </summary>
    private static void KillBroker()
    {
        if (SharedRabbitMq is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            SharedRabbitMq.Value.Result.KillNow();
    }
}
