using System.Diagnostics;
using System.Globalization;
using System.Text;
using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Mechanic.Searching;
using Factory.Workspaces.Sandboxing;
using Xunit;

namespace Factory.Mechanic.Tests;

/// <summary>
/// The search alone against a folder of tasks (as <c>./factory eval</c> takes them), without the line around it: quick enough to work by. Run with
/// <c>-explicit only</c>; FACTORY_TASKS names the folder, FACTORY_ONLY a part of the tasks' names, FACTORY_WITHOUT a file with names that are left out, FACTORY_TABLE the
/// file that a line a task is added to. A line ends with all that passed the visible tests, in the order in which it was believed: P passes the hidden ones too, F does not; then its kind, how sure the mechanic is, ? where something
/// speaks against it, and ! where nothing that passes does anything else.
/// </summary>
public sealed class Measuring_the_mechanic
{
    [Fact(Explicit = true)]
    public async Task Tells_a_line_a_task()
    {
        var folder = Environment.GetEnvironmentVariable("FACTORY_TASKS") ?? throw new InvalidOperationException("FACTORY_TASKS names no folder of tasks");
        var table = Environment.GetEnvironmentVariable("FACTORY_TABLE") ?? Path.Combine(Path.GetTempPath(), "mechanic.tsv");
        var only = (Environment.GetEnvironmentVariable("FACTORY_ONLY") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
        var without = Environment.GetEnvironmentVariable("FACTORY_WITHOUT") is { } file ? await File.ReadAllLinesAsync(file, OpenedRepository.Cancel) : [];
        foreach (var task in Directory.GetFiles(folder, "task.yaml", SearchOption.AllDirectories).Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, task);
            if (without.Contains(name)) continue;
            if (only.Length > 0 && !only.Any(o => name.Contains(o, StringComparison.Ordinal))) continue;
            await File.AppendAllTextAsync(table, await Measure(task, name) + "\n", OpenedRepository.Cancel);
        }
    }

    /// <summary>Whether the true fix is among the edits at all, and how many are likelier by their kind alone: JavaScript and C#, no test is run.</summary>
    [Fact(Explicit = true)]
    public async Task Tells_which_fixes_are_thought_of()
    {
        var folder = Environment.GetEnvironmentVariable("FACTORY_TASKS") ?? throw new InvalidOperationException("FACTORY_TASKS names no folder of tasks");
        var without = Environment.GetEnvironmentVariable("FACTORY_WITHOUT") is { } file ? await File.ReadAllLinesAsync(file, OpenedRepository.Cancel) : [];
        foreach (var patch in Directory.GetFiles(folder, "fix.patch", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var task = Path.GetDirectoryName(patch)!;
            var name = Path.GetRelativePath(folder, task);
            var path = (await File.ReadAllLinesAsync(patch, OpenedRepository.Cancel)).First(l => l.StartsWith("+++ b/", StringComparison.Ordinal))["+++ b/".Length..].Split('\t')[0];
            if (without.Contains(name) || EditSources.For(path) is not { } edits) continue;
            var before = await File.ReadAllBytesAsync(Path.Combine(task, "repo", path), OpenedRepository.Cancel);
            var copy = Directory.CreateTempSubdirectory("factory-fix-").FullName;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, path))!);
            await File.WriteAllBytesAsync(Path.Combine(copy, path), before, OpenedRepository.Cancel);
            using (var applied = Process.Start(new ProcessStartInfo("git", ["apply", "--whitespace=nowarn", $"--include={path}", patch]) { WorkingDirectory = copy })!) await applied.WaitForExitAsync(OpenedRepository.Cancel);
            var wanted = Bare(await File.ReadAllTextAsync(Path.Combine(copy, path), OpenedRepository.Cancel));
            Directory.Delete(copy, recursive: true);
            var settings = Settings(await File.ReadAllLinesAsync(Path.Combine(task, "task.yaml"), OpenedRepository.Cancel));
            var thought = edits(path, before, null, Told.By(settings.GetValueOrDefault("report", "")));
            var likelihood = new Likelihood(thought);
            var all = thought.OrderByDescending(likelihood.Of).ToList();
            var rank = all.FindIndex(e => EditedFile.Apply(before, e.Changes) is { } after && Bare(Encoding.UTF8.GetString(after)) == wanted);
            var byHand = rank < 0 ? -1 : all.Count(e => e.Prior > all[rank].Prior);
            await File.AppendAllTextAsync(Environment.GetEnvironmentVariable("FACTORY_TABLE")!, $"{name}\t{settings.GetValueOrDefault("kind")}\t{(rank < 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{rank} {all[rank].Kind} by hand {byHand} {likelihood.Share(all[rank]):0.000}"))}\tof {all.Count}\n", OpenedRepository.Cancel);
        }
    }

    // How a fix is laid out does not matter, nor whether a statement alone has braces.
    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('{' or '}')));

    private static async Task<string> Measure(string task, string name)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            var settings = Settings(await File.ReadAllLinesAsync(Path.Combine(task, "task.yaml"), OpenedRepository.Cancel));
            await using var repository = await OpenedRepository.Open(Files(Path.Combine(task, "repo")));
            var result = await repository.Repair(settings.GetValueOrDefault("report", ""), seconds: 60, command: settings.GetValueOrDefault("test"));
            var taken = clock.Elapsed.TotalSeconds;
            var all = settings.TryGetValue("hidden", out var command) ? await Hidden(repository, task, command, result.Candidates) : [];
            var first = result.Found ? result.Candidates[0] : result.Partial.Count > 0 ? result.Partial[0] : null;
            var hidden = all.Count == 0 ? "-" : all[0] ? "passes" : "fails";
            var told = string.Join(" | ", (first?.Diff ?? "").Split('\n').Where(l => l.Length > 1 && l[0] is '+' or '-' && !l.StartsWith("+++", StringComparison.Ordinal) && !l.StartsWith("---", StringComparison.Ordinal)));
            var outcome = result.Found ? hidden == "fails" ? "FALSE" : "fixed" : "no";
            return string.Join('\t', name, outcome, hidden, taken.ToString("0.0", CultureInfo.InvariantCulture), $"{result.Tried}/{result.Total}", $"{result.Candidates.Count} c {first?.Confidence:0.00}", first?.Kind, told,
                result.Found ? string.Join(' ', result.Candidates.Zip(all, (c, right) => string.Create(CultureInfo.InvariantCulture, $"{(right ? 'P' : 'F')}:{c.Kind}:{c.Confidence:0.00}{(c.Doubt is null ? "" : "?")}{(c.Unrivalled ? "!" : "")}"))) : result.StoppedBecause.Replace('\n', ' '));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return string.Join('\t', name, "ERROR", "-", clock.Elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture), error.ToString().Replace('\n', ' '));
        }
    }

    private static Dictionary<string, string> Settings(string[] lines)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            if (line.StartsWith(' ')) found["report"] = $"{found.GetValueOrDefault("report", "").TrimStart('|')}\n{line.Trim()}".Trim();
            else if (line.Split(':', 2) is [var key, var value]) found[key.Trim()] = value.Trim().Trim('"', '\'');
        }

        return found;
    }

    /// <summary>Whether the hidden tests pass with each of the candidates.</summary>
    private static async Task<List<bool>> Hidden(OpenedRepository repository, string task, string command, IReadOnlyList<RepairCandidate> candidates)
    {
        var passes = new List<bool>();
        var before = Files(Path.Combine(task, "repo"));
        foreach (var (path, text) in Directory.Exists(Path.Combine(task, "hidden")) ? Files(Path.Combine(task, "hidden")) : []) repository.Workspace.Files.Write(path, text!);
        foreach (var candidate in candidates)
        {
            foreach (var file in candidate.Files) repository.Workspace.Files.WriteBytes(file.Path, file.Content);
            var run = await repository.Workspace.Run(new CommandRequest(["/bin/sh", "-c", command]) { TimeLimit = TimeSpan.FromSeconds(120) }, OpenedRepository.Cancel);
            passes.Add(run.ExitCode == 0);
            foreach (var file in candidate.Files) repository.Workspace.Files.Write(file.Path, before.First(f => f.Path == file.Path).Text!);
        }

        return passes;
    }

    private static (string Path, string? Text)[] Files(string folder) =>
    [
        .. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("/.git/", StringComparison.Ordinal) && new FileInfo(f) is { LinkTarget: null, Length: < 1 << 20 })
            .Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), (string?)File.ReadAllText(f))),
    ];
}
