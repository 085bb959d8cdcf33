using System.Security.Cryptography;

namespace Factory.Servers;

/// <summary>The files of one cluster: <c>data</c>, <c>password</c> and <c>server.log</c> in one folder.</summary>
internal sealed record PostgresCluster(string Folder, ServerAccount? Account)
{
    private const string FallbackRoot = "/var/lib/factory-services";

    public string Data => Path.Combine(Folder, "data");

    public string Log => Path.Combine(Folder, "server.log");

    public string PostmasterFile => Path.Combine(Data, "postmaster.pid");

    private string PasswordFile => Path.Combine(Folder, "password");

    public string Password => File.ReadAllText(PasswordFile).Trim();

    /// <summary>Finds the place of the cluster: the wanted folder, or one outside where the server's user cannot enter it (under /root, for example).</summary>
    public static async Task<PostgresCluster> Locate(PostgresOptions options, CancellationToken cancellationToken)
    {
        var wanted = Path.GetFullPath(options.DataFolder);
        var account = ServerAccount.ForPostgres();
        if (account is null || await account.CanEnter(wanted, cancellationToken))
            return new PostgresCluster(wanted, account);

        var pointer = Path.Combine(wanted, "location");
        var place = File.Exists(pointer) ? (await File.ReadAllTextAsync(pointer, cancellationToken)).Trim() : Path.Combine(FallbackRoot, $"postgres-{Guid.NewGuid():n}");
        Directory.CreateDirectory(place);
        await File.WriteAllTextAsync(pointer, place, cancellationToken);
        options.Log($"PostgreSQL runs as the user {account.Name}, who cannot enter {wanted}; its cluster is in {place}.");
        return new PostgresCluster(place, account);
    }

    /// <summary>Uses the cluster that is there, or makes one.</summary>
    public async Task<PostgresPrograms> Open(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Data))
            return await Initialise(PostgresPrograms.Newest(), cancellationToken);
        if (!File.Exists(Path.Combine(Data, "PG_VERSION")) || !File.Exists(Path.Combine(Data, "global", "pg_control")) || !File.Exists(PasswordFile))
            throw new ServerException($"{Folder} is not a whole PostgreSQL cluster (PG_VERSION, global/pg_control or the password is missing). Restore it from a backup, or delete the folder to start empty.");
        return PostgresPrograms.ForCluster(Data);
    }

    private async Task<PostgresPrograms> Initialise(PostgresPrograms programs, CancellationToken cancellationToken)
    {
        // Made aside and renamed, so that a half-made cluster is never taken for a whole one.
        var aside = Path.Combine(Folder, "data.new");
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        Directory.CreateDirectory(aside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await WritePassword(cancellationToken);
        // initdb reads the password as its own user, from its own folder.
        var passwordForInitDb = Path.Combine(Folder, "password.new");
        File.Copy(PasswordFile, passwordForInitDb, overwrite: true);
        try
        {
            if (Account is not null)
                await Account.Own(aside, cancellationToken);
            if (Account is not null)
                await Account.Own(passwordForInitDb, cancellationToken);
            await RunInitDb(programs, aside, passwordForInitDb, cancellationToken);
        }
        finally
        {
            File.Delete(passwordForInitDb);
        }

        Directory.Move(aside, Data);
        return programs;
    }

    private async Task RunInitDb(PostgresPrograms programs, string aside, string passwordFile, CancellationToken cancellationToken)
    {
        string[] initDb =
        [
            programs.InitDb, "--pgdata", aside, "--username", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions",
        ];
        string[] command = Account is null ? initDb : ["setpriv", .. Account.Options, "--", .. initDb];
        var (code, output) = await ShortCommand.Run(command[0], command[1..], null, cancellationToken);
        if (code != 0)
            throw new ServerException($"initdb could not make a PostgreSQL cluster in {aside}: {output.Trim()}");
    }

    private async Task WritePassword(CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        await using var file = new StreamWriter(PasswordFile, options);
        await file.WriteAsync(RandomNumberGenerator.GetHexString(32, lowercase: true).AsMemory(), cancellationToken);
    }
}
