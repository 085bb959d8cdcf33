using System.Security.Cryptography;
using System.Text;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Snapshots;

namespace Factory.Workspaces.Preparing;

/// <summary>What a commit needs before its commands can run offline.</summary>
/// <param name="Commands">For <c>/bin/sh</c>, in order.</param>
/// <param name="Key">Hash of the commands and of all files that say which packages are wanted.</param>
internal sealed record PreparePlan(IReadOnlyList<string> Commands, string Key)
{
    private static readonly string[] LockFiles =
    [
        "package.json", "package-lock.json", "npm-shrinkwrap.json", "pyproject.toml", "setup.py", "setup.cfg", "poetry.lock", "packages.lock.json", "global.json", "NuGet.config", "nuget.config",
        "Cargo.lock", "Cargo.toml", "go.mod", "go.sum", ".npmrc",
    ];

    private static readonly string[] LockEndings = [".csproj", ".fsproj", ".sln", ".slnx", ".props", ".targets"];

    /// <param name="network">Steps that need the network are left out without it.</param>
    public static async Task<PreparePlan> Find(Git git, string baseCommit, string head, bool network, CancellationToken cancellationToken)
    {
        var listed = await git.Run(["ls-tree", "-r", "-z", "--full-tree", head], cancellationToken);
        var wanted = TreeSnapshots.Split(listed.Bytes).Select(Entry).Where(entry => IsLock(entry.Path)).ToList();
        var declared = await git.Try(["cat-file", "blob", $"{baseCommit}:{EnvironmentFile.Path}"], cancellationToken); // the base's alone: a change cannot widen what prepare may do
        var commands = declared.ExitCode == 0 ? EnvironmentFile.Parse(declared.Text) : await Detected(git, [.. wanted.Select(entry => entry.Path)], head, network, cancellationToken);
        var text = string.Join('\n', commands.Concat(wanted.Select(entry => $"{entry.Blob} {entry.Path}")).Append(network ? "network" : "offline"));
        return new PreparePlan(commands, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]);
    }

    private static (string Blob, string Path) Entry(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        return (line[..tab].Split(' ')[2], line[(tab + 1)..]);
    }

    private static bool IsLock(string path)
    {
        var name = Path.GetFileName(path);
        return LockFiles.Contains(name, StringComparer.Ordinal) || LockEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)) || IsRequirements(name);
    }

    private static bool IsRequirements(string name) => name.StartsWith("requirements", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string>> Detected(Git git, List<string> files, string head, bool network, CancellationToken cancellationToken)
    {
        var commands = new List<string>();
        if (files.Exists(file => file.EndsWith("proj", StringComparison.Ordinal)) && (await git.Try(["grep", "-q", "-F", "PackageReference", head], cancellationToken)).ExitCode == 0)
            commands.Add(DotNet(files));
        if (files.Contains("package-lock.json", StringComparer.Ordinal))
            commands.Add(network ? "npm ci --prefer-offline --no-audit --no-fund" : "npm ci --offline --no-audit --no-fund");
        if (network)
            commands.AddRange(files.Where(file => IsRequirements(file) && IsSafe(file)).Select(file => $"python3 -m pip install --quiet --target /prepared/python -r '{file}'"));
        return commands;
    }

    private static string DotNet(List<string> files)
    {
        var solution = files.Find(file => !file.Contains('/', StringComparison.Ordinal) && (file.EndsWith(".sln", StringComparison.Ordinal) || file.EndsWith(".slnx", StringComparison.Ordinal)) && IsSafe(file));
        var projects = solution is null ? files.Where(file => file.EndsWith("proj", StringComparison.Ordinal) && IsSafe(file)).Take(10) : [solution];
        return string.Join(" && ", projects.Select(project => $"dotnet restore --ignore-failed-sources '{project}'"));
    }

    /// <summary>The name is quoted for a shell.</summary>
    private static bool IsSafe(string file) => !file.StartsWith('-') && !file.Contains('\'', StringComparison.Ordinal) && !file.Any(char.IsControl);
}
