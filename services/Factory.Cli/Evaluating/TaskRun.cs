using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Factory.Cli.Connecting;
using Factory.Cli.Fixing;
using Factory.Cli.Output;
using Factory.MissionControl.Missions;
using Factory.Router.Casting;
using Factory.Settings;
using Factory.SignalIntake.Receiving;
using Factory.Workspaces.Repositories;

namespace Factory.Cli.Evaluating;

/// <summary>One task through the whole line, and then its hidden tests.</summary>
internal sealed class TaskRun(EvalOptions options, SharedFactory factory, HiddenTests hiddenTests, Screen screen)
{
    /// <summary>A mission ends by itself when its time is over; a line that does not see to it is not waited for without end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);

    /// <exception cref="OperationCanceledException">Stopped; the mission was cancelled, and the task is run anew next time.</exception>
    public async Task<EvalResult> Run(EvalTask task, CancellationToken ct)
    {
        string? kind = null;
        try
        {
            var file = TaskFile.Read(task.File);
            kind = file.Kind;
            return await Run(task, file, ct);
        }
        // One of these is the task's own matter; whatever else happens would happen to all.
        catch (Exception error) when (error is TaskBroken or SettingsFileException or SignalIgnored or RequestRefused or UnusableRepository or IOException or UnauthorizedAccessException)
        {
            return EvalResult.Failed(task.Name, kind, error.Message);
        }
    }

    private async Task<EvalResult> Run(EvalTask task, TaskFile file, CancellationToken ct)
    {
        var hidden = HiddenCommand(task, file);
        var results = new TaskResults(Path.Combine(options.Results, "tasks", task.Name));
        var fingerprint = await Fingerprint(task, file, await results.Repository.Take(task.Repository, ct), ct);
        if (!options.Fresh && results.Kept(fingerprint) is { } kept)
            return kept with { Name = task.Name, Kind = file.Kind, Kept = true };
        var result = !options.Fresh && results.UnderWay(fingerprint) is { } key ? await Mission(task, file, results, key, ct) : null;
        if (result is null or { Outcome: "cancelled" })
        {
            // What an earlier mission published is not to be seen.
            results.Repository.Delete();
            await results.Repository.Take(task.Repository, ct);
            result = await Mission(task, file, results, results.Begin(fingerprint), ct);
        }

        if (result.Fixed && hidden is not null)
            result = result with { HiddenPassed = await hiddenTests.Pass(results.Repository.Path, result.Branch!, task.Hidden, hidden, options.TimeoutOf(file), results.HiddenLog, ct) };
        results.End(fingerprint, result);
        return result;
    }

    private static string? HiddenCommand(EvalTask task, TaskFile file)
    {
        var hasFiles = HiddenFiles.In(task.Hidden).Count > 0;
        return file.Hidden ?? (!hasFiles ? null : file.Test ?? throw new TaskBroken($"{task.File}: there is a folder hidden/, and no command that runs it: write the key hidden, or test."));
    }

    private async Task<EvalResult> Mission(EvalTask task, TaskFile file, TaskResults results, string key, CancellationToken ct)
    {
        var timeout = options.TimeoutOf(file);
        var request = new SignalRequest(results.Repository.Path, file.Report, Title: null, file.Test, Base: null, $"{Math.Ceiling(timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture)}s", key) { Usd = options.Usd, Turns = options.Turns };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(timeout + Grace);
        var mission = await new MissionRun(factory, new TimelinePrinter(screen, quiet: true), screen).Run(request, patience.Token);
        if (ct.IsCancellationRequested)
        {
            results.End("", null);
            ct.ThrowIfCancellationRequested();
        }

        var candidates = 0;
        await factory.Talk(async client => candidates = await TriedCandidates.Of(client, mission.MissionId, ct), ct);
        return Result(task, file, results, mission, candidates);
    }

    private static EvalResult Result(EvalTask task, TaskFile file, TaskResults results, MissionView mission, int candidates) =>
        new(task.Name, mission.Result!, null, Math.Round(mission.Seconds, 3), candidates, mission.Spent.Tokens, mission.Spent.Usd, mission.Branch, mission.Result == "published" ? null : mission.Reason)
        {
            Kind = file.Kind,
            MissionId = mission.MissionId,
            Repository = results.Repository.Path,
        };

    /// <summary>The task, what it may use, and the models that play: with any of these changed, another run may come to another result.</summary>
    private async Task<string> Fingerprint(EvalTask task, TaskFile file, string commit, CancellationToken ct)
    {
        var models = ModelsFilePath.Find(Environment.GetEnvironmentVariable("Factory__ModelsFile"), options.DataFolder);
        var parts = new[]
        {
            commit, file.Report, file.Test, file.Hidden, await HiddenFiles.Hash(task.Hidden, ct), options.TimeoutOf(file).ToString(), options.Usd?.ToString(CultureInfo.InvariantCulture),
            options.Turns?.ToString(CultureInfo.InvariantCulture), models is null ? null : await File.ReadAllTextAsync(models, ct),
        };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
    }
}
