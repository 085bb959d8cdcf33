using System.Diagnostics;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.MissionControl.Missions;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Fixing;

/// <summary>What <c>fix</c>, <c>demo</c> and <c>ask</c> do: check what was typed, run the mission, show how it ended.</summary>
internal sealed class Fix(string dataFolder, string kind, Screen screen)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <param name="read">Gives the request: what was typed is read and checked here, so that whatever is wrong with it is told to scripts, too.</param>
    /// <param name="ct">Cancels the mission.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">What was typed cannot be done; nothing was started.</exception>
    public async Task<int> Run(Func<Task<SignalRequest>> read, CancellationToken ct)
    {
        await using var factory = new SharedFactory(dataFolder, kind);
        var run = new MissionRun(factory, new TimelinePrinter(screen), screen);
        try
        {
            var request = await read();
            Check(request);
            var repository = await Repository.Open(request.Repository!, request.Base, ct);
            var mission = await run.Run(request with { Repository = repository.Path }, ct);
            await Show(mission, repository);
            return ExitCodes.Of(mission.Result);
        }
        catch (Exception error) when (screen.IsJson)
        {
            var reason = error is OperationCanceledException ? "stopped before it came to an end" : error.Message;
            Screen.Json(FixResult.Failed(run.MissionId, reason, _clock.Elapsed.TotalSeconds));
            throw;
        }
    }

    private static void Check(SignalRequest request)
    {
        try
        {
            SignalChecks.Check(request);
        }
        catch (SignalRefused error)
        {
            throw new UsageException(error.Message);
        }
    }

    private async Task Show(MissionView mission, Repository repository)
    {
        var seconds = _clock.Elapsed.TotalSeconds;
        var diff = mission is { Result: "published", BaseCommit: { } from, Commit: { } to } ? await repository.Diff(from, to, CancellationToken.None) : null;
        ResultPrinter.Print(screen, mission, diff, seconds);
        if (screen.IsJson)
            Screen.Json(FixResult.Of(mission, seconds));
    }
}
