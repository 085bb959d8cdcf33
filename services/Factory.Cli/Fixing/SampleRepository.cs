using System.Reflection;
using Factory.Cli.Programs;
using Factory.Local;

namespace Factory.Cli.Fixing;

/// <summary>The repository of the demo, from the files within this program.</summary>
/// <param name="Report">The bug report that goes with it.</param>
internal sealed record SampleRepository(string Path, string Report)
{
    private const string Prefix = "Sample/";
    private const string ReportName = Prefix + "report.md";

    /// <exception cref="UsageException">The folder is there already, and not empty.</exception>
    public static async Task<SampleRepository> Make(string folder, CancellationToken ct)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new UsageException($"The folder {folder} is not empty. Give --into a new one.");
        Directory.CreateDirectory(folder);
        foreach (var name in Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name != ReportName))
            await Write(name, System.IO.Path.Combine(folder, name[Prefix.Length..]), ct);
        var git = new Git(folder);
        await Do(git, ["init", "--quiet", "--initial-branch=main"], ct);
        await Do(git, ["add", "--all"], ct);
        await Do(git, ["-c", "user.name=Sample", "-c", "user.email=sample@localhost", "commit", "--quiet", "--no-verify", "--no-gpg-sign", "-m", "Bookings of meeting rooms"], ct);
        using var report = new StreamReader(Open(ReportName));
        return new SampleRepository(folder, await report.ReadToEndAsync(ct));
    }

    private static async Task Do(Git git, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var result = await git.Run(arguments, ct);
        if (result.ExitCode != 0)
            throw new FactoryException($"The sample repository could not be made: git {arguments[0]}: {result.FirstErrorLine}");
    }

    private static async Task Write(string name, string file, CancellationToken ct)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        await using var from = Open(name);
        await using var to = File.Create(file);
        await from.CopyToAsync(to, ct);
    }

    private static Stream Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The program lacks its file {name}.");
}
