using System.Globalization;
using Npgsql;

namespace Factory.Servers;

/// <summary>A PostgreSQL of our own, with a data folder and a generated password.</summary>
public sealed class PrivatePostgres : PrivateServer
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly PostgresOptions _options;
    private readonly PostgresCluster _cluster;
    private readonly PostgresPrograms _programs;

    private PrivatePostgres(PostgresOptions options, PostgresCluster cluster, PostgresPrograms programs, FolderLock folderLock)
        : base(folderLock, options.Port) => (_options, _cluster, _programs) = (options, cluster, programs);

    /// <summary>Where the cluster is; not the wanted folder where the server's user cannot enter that.</summary>
    public string DataFolder => _cluster.Folder;

    private protected override string Name => "PostgreSQL";

    /// <summary>Starts the server, making the cluster where there is none, and waits until it answers.</summary>
    /// <exception cref="ServerException">PostgreSQL is missing, another process uses the folder, the cluster is broken or of another version, or the server does not start.</exception>
    public static async Task<PrivatePostgres> Start(PostgresOptions options, CancellationToken cancellationToken = default)
    {
        var wanted = Path.GetFullPath(options.DataFolder);
        var folderLock = FolderLock.Take(wanted, "PostgreSQL");
        try
        {
            var cluster = await PostgresCluster.Locate(options, cancellationToken);
            var server = new PrivatePostgres(options, cluster, await cluster.Open(cancellationToken), folderLock);
            await server.Begin(options.KeepRunning ? options.Log : null, cancellationToken);
            return server;
        }
        catch
        {
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>The connection string of one database, as the cluster's owner.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = "postgres",
        Password = _cluster.Password,
        Database = database,
    }.ConnectionString;

    /// <summary>Makes the database where it is missing, and gives its connection string.</summary>
    public async Task<string> EnsureDatabase(string database, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString("postgres")) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var create = new NpgsqlCommand($"create database \"{database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        return ConnectionString(database);
    }

    /// <inheritdoc/>
    public override async Task Kill()
    {
        if (Process is null)
            return;
        await base.Kill();
        // Its children notice within moments and end; only then may the cluster be started again.
        if (!await LiveProcesses.WaitUntilNoneWorksIn(_cluster.Data, LongestStop, CancellationToken.None))
            throw new ServerException($"Processes of PostgreSQL still work in {_cluster.Data} although the server was killed.");
    }

    private protected override async Task Run(CancellationToken cancellationToken)
    {
        await ClearLeftovers(cancellationToken);
        CheckPort();
        var logStart = ServerLog.Begin(_cluster.Log);
        var command = new ServerCommand(_programs.Server, Arguments(), "INT", LongestStop, _cluster.Log, _cluster.Account, new Dictionary<string, string>());
        Process = await ServerProcess.Start(command, cancellationToken);
        try
        {
            await WaitUntilReady(_ => Task.FromResult(PostmasterStatus() is "ready"), _cluster.Data, _cluster.Log, logStart, cancellationToken);
        }
        catch
        {
            await Stop();
            throw;
        }
    }

    /// <summary>
    /// We hold the folder's lock, so a server that still works in it lost its parent and is about to stop: it is waited for. A process number in
    /// postmaster.pid that meanwhile belongs to something else would keep PostgreSQL from starting.
    /// </summary>
    private async Task ClearLeftovers(CancellationToken cancellationToken)
    {
        if (!await LiveProcesses.WaitUntilNoneWorksIn(_cluster.Data, LongestStop, cancellationToken))
        {
            foreach (var id in LiveProcesses.WorkingIn(_cluster.Data))
                LiveProcesses.Kill(id);
            await LiveProcesses.WaitUntilNoneWorksIn(_cluster.Data, LongestStop, cancellationToken);
        }

        File.Delete(_cluster.PostmasterFile);
    }

    // The eighth line of postmaster.pid is what pg_ctl waits for, too.
    private string? PostmasterStatus()
    {
        try
        {
            return File.Exists(_cluster.PostmasterFile) ? File.ReadLines(_cluster.PostmasterFile).ElementAtOrDefault(7)?.Trim() : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private List<string> Arguments()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["unix_socket_directories"] = "",
            ["max_connections"] = _options.MaxConnections.ToString(CultureInfo.InvariantCulture),
            ["fsync"] = _options.Fsync ? "on" : "off",
            ["synchronous_commit"] = _options.Fsync ? "on" : "off",
            ["log_min_messages"] = "log", // errors reach the client that caused them; their statements may hold people's text
            ["log_min_error_statement"] = "panic",
            ["log_checkpoints"] = "off",
        };
        foreach (var (name, value) in _options.Settings)
            settings[name] = value;
        return ["-D", _cluster.Data, .. settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" })];
    }
}
