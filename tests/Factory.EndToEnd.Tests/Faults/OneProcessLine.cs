using System.Diagnostics;
using System.Globalization;
using Factory.Cli.Connecting;
using Factory.Servers;
using Npgsql;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>The whole factory as one process with a PostgreSQL of its own, killed and started again as a whole, or its PostgreSQL alone.</summary>
internal sealed class OneProcessLine : ILine, IAsyncDisposable
{
    private readonly string _log;
    private IReadOnlyDictionary<string, string> _settings = new Dictionary<string, string>(StringComparer.Ordinal);
    private Process? _process;
    private Task _output = Task.CompletedTask;

    private OneProcessLine(string dataFolder) => (DataFolder, _log) = (dataFolder, Path.Combine(dataFolder, "logs", "process.log"));

    public string DataFolder { get; }

    /// <summary>As the database's owner. The port is another one after each start.</summary>
    public string Database => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = int.Parse(PostmasterFile()[3], CultureInfo.InvariantCulture),
        Username = "postgres",
        Password = File.ReadAllText(Path.Combine(DataFolder, "postgres", "password")).Trim(),
        Database = "factory",
        Pooling = false,
    }.ConnectionString;

    /// <summary>Killed, and its PostgreSQL in the same moment: as when the machine's plug is pulled.</summary>
    public Victim Machine => new("process and PostgreSQL", KillAll, Start);

    /// <summary>PostgreSQL notices that whoever started it is gone, and stops cleanly while the next process starts.</summary>
    public Victim Process => new("process", KillProcess, Start);

    /// <summary>It is the process's own business to have one again.</summary>
    public Victim PostgreSql => new("PostgreSQL", KillPostgres, () => Task.CompletedTask);

    public static async Task<OneProcessLine> Start(string dataFolder)
    {
        Directory.CreateDirectory(Path.Combine(dataFolder, "logs"));
        var line = new OneProcessLine(dataFolder);
        await line.Start();
        return line;
    }

    public MissionsClient Connect() => new(() => FactoryClient.Connect(DataFolder));

    public async Task<long> Events()
    {
        try
        {
            return await Sql.Scalar<long>(Database, "SELECT count(*) FROM history.mt_events");
        }
        catch (Exception away) when (away is NpgsqlException or IOException or IndexOutOfRangeException)
        {
            return 0; // being started
        }
    }

    /// <summary>A clean stop, and a start with this further configuration.</summary>
    public async Task StartAnew(IReadOnlyDictionary<string, string> settings)
    {
        await Stop();
        _settings = settings;
        await Start();
    }

    /// <summary>Starts it again each time it ends, until cancelled.</summary>
    public async Task KeepRunning(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await _process!.WaitForExitAsync(ct).ContinueWith(_ => { }, TaskScheduler.Default);
            if (!ct.IsCancellationRequested)
                await Start();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await _output;
    }

    private async Task Stop()
    {
        if (_process is { HasExited: false } process)
        {
            Send("TERM", process.Id);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
            await process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await KillProcess();
    }

    private Task Start()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "Factory.Local.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["Factory__DataFolder"] = DataFolder, ["HTTP_PORTS"] = Factory.Local.Hosting.LoopbackPorts.Free().ToString(CultureInfo.InvariantCulture) },
        };
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        _process = System.Diagnostics.Process.Start(start)!;
        _output = Task.WhenAll(Copy(_process.StandardOutput), Copy(_process.StandardError));
        return Task.CompletedTask;
    }

    private async Task KillAll()
    {
        await KillPostgres();
        await KillProcess();
    }

    private async Task KillProcess()
    {
        if (_process is not { } process)
            return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    private Task KillPostgres()
    {
        if (PostmasterFile() is [var id, ..])
            Send("KILL", int.Parse(id, CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    private string[] PostmasterFile()
    {
        var file = Path.Combine(DataFolder, "postgres", "data", "postmaster.pid");
        return File.Exists(file) ? File.ReadAllLines(file) : [];
    }

    private static void Send(string signal, int process) => Programs.Output("kill", "-s", signal, process.ToString(CultureInfo.InvariantCulture));

    private async Task Copy(StreamReader from)
    {
        await using var log = new StreamWriter(new FileStream(_log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        while (await from.ReadLineAsync() is { } line)
            await log.WriteLineAsync(line);
    }
}
