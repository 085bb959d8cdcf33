using System.Collections.Concurrent;
using System.Diagnostics;
using Factory.Cli.Connecting;
using Factory.Cli.Output;

namespace Factory.Cli.Evaluating;

/// <summary>What <c>eval</c> does: all tasks of a folder through the whole line, as many at once as was asked for.</summary>
internal sealed class Evaluation(EvalOptions options, Screen screen)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentBag<EvalResult> _results = [];

    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">What was typed cannot be done; nothing was started.</exception>
    public async Task<int> Run(CancellationToken ct)
    {
        try
        {
            var tasks = TaskFolders.In(options.Folder);
            await Run(tasks, ct);
            Show(null);
            return _results.Any(result => !result.Settled) ? ExitCodes.Failed : 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Show("stopped before it came to an end: the same command goes on where it was");
            throw;
        }
        catch (Exception error) when (screen.IsJson)
        {
            Screen.Json(EvalReport.Of(_results, options.Results, _clock.Elapsed.TotalSeconds) with { Reason = error.Message });
            throw;
        }
    }

    private async Task Run(IReadOnlyList<EvalTask> tasks, CancellationToken ct)
    {
        Prepare();
        await using var hidden = new HiddenTests(Path.Combine(options.Results, "work"));
        await hidden.Start(ct);
        await using var factory = new SharedFactory(options.DataFolder, "eval");
        var run = new TaskRun(options, factory, hidden, screen);
        screen.Line($"[grey]{tasks.Count} tasks, {options.Parallel} at once; results are kept in {Screen.Escape(options.Results)}[/]");
        await Parallel.ForEachAsync(tasks, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct }, async (task, stop) =>
        {
            var result = await run.Run(task, stop);
            _results.Add(result);
            EvalPrinter.Progress(screen, result, _results.Count, tasks.Count);
        });
    }

    private void Prepare()
    {
        try
        {
            // Code of others lies in it.
            Directory.CreateDirectory(options.Results, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The results folder {options.Results} cannot be used: {error.Message} Name another with --results.");
        }
    }

    private void Show(string? reason)
    {
        var report = EvalReport.Of(_results, options.Results, _clock.Elapsed.TotalSeconds) with { Reason = reason };
        EvalPrinter.Print(screen, report);
        if (screen.IsJson)
            Screen.Json(report);
    }
}
