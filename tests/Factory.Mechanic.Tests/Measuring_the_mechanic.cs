using System.Diagnostics;
using System.Globalization;
using Factory.Workspaces.Sandboxing;
using Xunit;

namespace Factory.Mechanic.Tests;

/// <summary>
/// The search alone against a folder of tasks (as <c>./factory eval</c> takes them), without the line around it: quick enough to work by. Run with
/// <c>-explicit only</c>; FACTORY_TASKS names the folder, FACTORY_ONLY a part of the tasks' names, FACTORY_TABLE the file that a line a task is added to.
/// </summary>
public sealed class Measuring_the_mechanic
{
    [Fact(Explicit = true)]
    public async Task Tells_a_line_a_task()
    {
        var folder = Environment.GetEnvironmentVariable("FACTORY_TASKS") ?? throw new InvalidOperationException("FACTORY_TASKS names no folder of tasks");
        var table = Environment.GetEnvironmentVariable("FACTORY_TABLE") ?? Path.Combine(Path.GetTempPath(), "mechanic.tsv");
        var only = (Environment.GetEnvironmentVariable("FACTORY_ONLY") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        foreach (var task in Directory.GetDirectories(folder).Order(StringComparer.Ordinal).Where(t => File.Exists(Path.Combine(t, "task.yaml"))))
        {
            var name = Path.GetFileName(task);
            if (only.Length > 0 && !only.Any(o => name.Contains(o, StringComparison.Ordinal))) continue;
            await File.AppendAllTextAsync(table, await Measure(task, name) + "\n", OpenedRepository.Cancel);
        }
    }

    private static async Task<string> Measure(string task, string name)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var settings = (await File.ReadAllLinesAsync(Path.Combine(task, "task.yaml"), OpenedRepository.Cancel)).Select(l => l.Split(": ", 2)).Where(l => l.Length == 2)
                .ToDictionary(l => l[0].Trim(), l => l[1].Trim().Trim('"', '\''), StringComparer.Ordinal);
            await using var repository = await OpenedRepository.Open(Files(Path.Combine(task, "repo")));
            var seconds = settings.TryGetValue("timeout", out var limit) ? double.Parse(limit, CultureInfo.InvariantCulture) : 60;
            var result = await repository.Repair(settings.GetValueOrDefault("report", ""), seconds: Math.Min(60, seconds), command: settings.GetValueOrDefault("test"), apply: true);
            var hidden = result.Found && settings.TryGetValue("hidden", out var command) ? await Hidden(repository, task, command) : "-";
            var first = result.Found ? result.Candidates[0] : result.Partial.Count > 0 ? result.Partial[0] : null;
            var told = string.Join(" | ", (first?.Diff ?? "").Split('\n').Where(l => l.Length > 1 && l[0] is '+' or '-' && !l.StartsWith("+++", StringComparison.Ordinal) && !l.StartsWith("---", StringComparison.Ordinal)));
            var outcome = result.Found ? hidden == "fails" ? "FALSE" : "fixed" : "no";
            return string.Join('\t', name, outcome, hidden, clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), $"{result.Tried}/{result.Total}", $"{result.Candidates.Count} c {first?.Confidence:0.00}", first?.Kind, told, result.Found ? "" : result.StoppedBecause.Replace('\n', ' '));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return string.Join('\t', name, "ERROR", "-", clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), error.ToString().Replace('\n', ' '));
        }
    }

    private static async Task<string> Hidden(OpenedRepository repository, string task, string command)
    {
        var folder = Path.Combine(task, "hidden");
        if (Directory.Exists(folder))
        {
            foreach (var (path, text) in Files(folder)) repository.Workspace.Files.Write(path, text!);
        }

        var run = await repository.Workspace.Run(new CommandRequest(["/bin/sh", "-c", command]) { TimeLimit = TimeSpan.FromSeconds(120) }, OpenedRepository.Cancel);
        return run.ExitCode == 0 ? "passes" : "fails";
    }

    private static (string Path, string? Text)[] Files(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/.git/", StringComparison.Ordinal) && new FileInfo(f) is { LinkTarget: null, Length: < 1 << 20 })
            .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), (string?)File.ReadAllText(f))),
    ];
}
