using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Factory.Cli.Evaluating;

namespace Factory.Cli.Commands;

/// <summary><c>factory eval</c>: a folder of tasks through the whole line, to compare models and settings, and the mechanic with itself.</summary>
internal static class EvalCommand
{
    private const int MostParallel = 64;

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder with the tasks. A task is a folder below it: task.yaml (report, test; optional hidden, timeout, kind), repo/ (committed as base if it is no repository), optional hidden/ (files copied over the result before the hidden command runs; no mission sees them)." };
        var parallel = new Option<int>("--parallel") { Description = $"Missions at once, 1 to {MostParallel}. Default: half of the cores.", HelpName = "N", DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount / 2, 1, MostParallel) };
        parallel.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var count) && count is < 1 or > MostParallel)
                result.AddError($"--parallel must be from 1 to {MostParallel}.");
        });
        var timeout = new Option<string?>("--timeout") { Description = "How long each mission may take: 90s, 10m, 2h. Default: what its task.yaml says, else 10m; where both say, the shorter.", HelpName = "TIME" };
        timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && DurationKind.Of(result.Tokens[0].Value) is null)
                result.AddError("--timeout must be like 90s, 10m, 2h or 3d, from 1s to 16d.");
        });
        var results = new Option<string?>("--results") { Description = "Where results are kept, with repositories and logs of hidden tests. Default: eval/ in the data folder, a folder for each DIR. Run again, eval goes on there: a task that was fixed or not fixed before is kept, unless it, its limits or the models file have changed.", HelpName = "FOLDER" };
        var fresh = new Option<bool>("--fresh") { Description = "Keep no earlier results: run all tasks anew." };
        var usd = CommonOptions.Usd();
        var turns = CommonOptions.Turns();
        var json = CommonOptions.Json();
        var command = new Command("eval", "Runs a folder of tasks through the whole line, whoever is cast, and prints what was fixed, and what passes hidden tests. Exit code 0: each task was fixed or not fixed, 1: one could not be run or failed, or it was stopped (the same command goes on), 64: usage.")
        {
            folder, parallel, timeout, results, fresh, usd, turns, json,
        };
        command.Runs(
            (parsed, screen, ct) =>
            {
                var (dataFolder, tasks) = (CommonOptions.DataFolderOf(parsed), Path.GetFullPath(parsed.GetRequiredValue(folder)));
                var kept = Path.GetFullPath(parsed.GetValue(results) ?? Path.Combine(dataFolder, "eval", NameOf(tasks)));
                return new Evaluation(new EvalOptions(dataFolder, tasks, kept, parsed.GetValue(parallel), parsed.GetValue(timeout) is { } typed ? DurationKind.Of(typed) : null, parsed.GetValue(usd), parsed.GetValue(turns), parsed.GetValue(fresh)), screen).Run(ct);
            },
            json);
        return command;
    }

    /// <summary>Folders of one name are told apart.</summary>
    private static string NameOf(string tasks) => $"{Path.GetFileName(tasks.TrimEnd('/'))}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tasks.TrimEnd('/'))).AsSpan(0, 4))}";
}
