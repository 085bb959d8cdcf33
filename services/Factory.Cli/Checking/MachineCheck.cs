using Factory.Cli.Programs;
using Factory.Cli.Walkthroughs;
using Factory.Local;
using Factory.Local.DataFolders;
using Factory.Publisher.Settings;
using Factory.Settings;
using Factory.Workspaces;
using Factory.Workspaces.Sandboxing;

namespace Factory.Cli.Checking;

/// <summary>Looks at what the factory needs of a machine.</summary>
internal static class MachineCheck
{
    private static readonly Dictionary<string, string> NoVariables = [];

    public static async Task<IReadOnlyList<CheckFinding>> Run(string dataFolder, CancellationToken ct) =>
    [
        new CheckFinding(".NET", Environment.Version.Major >= 10, Optional: false, $"runtime {Environment.Version}"),
        await Program("git", ["--version"], optional: false, "git", ct),
        Postgres(),
        Similarity(),
        await Program("bwrap", ["--version"], optional: false, "bubblewrap", ct),
        await Sandbox(ct),
        await Program("python3", ["--version"], optional: true, "python3", ct),
        await Program("node", ["--version"], optional: true, "nodejs", ct),
        RabbitMq(),
        .. await Forges(dataFolder, ct),
        Folder(dataFolder),
    ];

    /// <summary>What the publisher's file asks for: ssh is needed where a forge is reached by it, and nowhere else.</summary>
    private static async Task<IReadOnlyList<CheckFinding>> Forges(string dataFolder, CancellationToken ct)
    {
        try
        {
            if (SettingsFiles.FindPublisher(dataFolder) is not { } path)
                return [];
            var found = new CheckFinding("forges", Ok: true, Optional: false, $"{path} can be read; './factory connect github --check' asks them");
            return PublisherFilePath.UsesSsh(path) ? [found, await Program("ssh", ["-V"], optional: false, "openssh-client", ct)] : [found];
        }
        catch (SettingsFileException error)
        {
            return [new CheckFinding("forges", Ok: false, Optional: false, error.Message)];
        }
    }

    private static async Task<CheckFinding> Program(string program, IReadOnlyList<string> arguments, bool optional, string package, CancellationToken ct)
    {
        try
        {
            var result = await ShortProgram.Run(program, arguments, NoVariables, 4096, TimeSpan.FromSeconds(10), ct);
            return new CheckFinding(program, result.ExitCode == 0, optional, result is { ExitCode: 0, Output.Length: > 0 } ? result.Output.Trim() : result.FirstErrorLine);
        }
        catch (FactoryException)
        {
            return new CheckFinding(program, Ok: false, optional, $"not installed; on Debian: apt-get install {package}");
        }
    }

    /// <summary>As workspaces will use it.</summary>
    private static async Task<CheckFinding> Sandbox(CancellationToken ct)
    {
        var support = Directory.CreateTempSubdirectory("factory-doctor-").FullName;
        try
        {
            var problems = await StartupChecks.Run(new SandboxOptions(), support, ct);
            return new CheckFinding("sandbox", problems.Count == 0, Optional: false, problems.Count == 0 ? "commands can be confined" : string.Join(' ', problems));
        }
        finally
        {
            Directory.Delete(support, recursive: true);
        }
    }

    /// <summary>Without it signals that say the same in other words are not found to be duplicates.</summary>
    private static CheckFinding Similarity()
    {
        const string Where = "/usr/share/postgresql";
        var found = Directory.Exists(Where) && Directory.EnumerateDirectories(Where).Any(version => File.Exists(Path.Combine(version, "extension", "pg_trgm.control")));
        return new CheckFinding("pg_trgm", found, Optional: true, found ? "signals that say the same are found" : "not found: signals are compared by their keys alone; on Debian: apt-get install postgresql-contrib");
    }

    private static CheckFinding Postgres()
    {
        var found = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").Where(version => File.Exists(Path.Combine(version, "bin", "initdb"))).Select(Path.GetFileName).ToList() : [];
        return new CheckFinding("PostgreSQL", found.Count > 0, Optional: false, found.Count > 0 ? $"server version {string.Join(", ", found)}" : "server programs not found; on Debian: apt-get install postgresql");
    }

    private static CheckFinding RabbitMq()
    {
        var found = File.Exists("/usr/sbin/rabbitmq-server") || File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server");
        return new CheckFinding("RabbitMQ", found, Optional: true, found ? "installed" : "not installed; only 'up --services', 'test' and 'bench' need it; on Debian: apt-get install rabbitmq-server");
    }

    private static CheckFinding Folder(string dataFolder)
    {
        try
        {
            if (new RunFile(dataFolder).Read() is { } running)
                return new CheckFinding("data folder", Ok: true, Optional: false, $"{dataFolder}: a factory is up (process {running.Pid}, {running.MissionControl})");
            using var folder = DataFolder.Open(dataFolder);
            return new CheckFinding("data folder", Ok: true, Optional: false, $"{dataFolder}: can be used");
        }
        catch (Exception error) when (error is FactoryException or DataFolderInUse)
        {
            return new CheckFinding("data folder", Ok: false, Optional: false, error.Message);
        }
    }
}
