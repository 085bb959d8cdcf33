using System.Diagnostics;
using Factory.Cli.Output;
using Factory.MissionControl.Missions;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Fixing;

/// <summary>What <c>fix</c> and <c>demo</c> do: check what was typed, run the mission, show how it ended.</summary>
internal sealed class Fix(string dataFolder, string kind, Screen screen)
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">What was typed cannot be done; nothing was started.</exception>
    public async Task<int> Run(SignalRequest request, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            SignalChecks.Check(request);
        }
        catch (SignalRefused error)
        {
            throw new UsageException(error.Message);
        }

        var repository = await Repository.Open(request.Repository!, request.Base, ct);
        try
        {
            var mission = await new MissionRun(dataFolder, kind, screen).Run(request with { Repository = repository.Path }, ct);
            await Show(mission, repository, clock.Elapsed.TotalSeconds);
            return ExitCodes.Of(mission.Outcome);
        }
        catch (SignalIgnored ignored)
        {
            screen.Problem(ignored.Message);
            if (screen.IsJson)
                Screen.Json(FixResult.Refused(ignored.Message, clock.Elapsed.TotalSeconds));
            return ExitCodes.Failed;
        }
    }

    private async Task Show(MissionView mission, Repository repository, double seconds)
    {
        var diff = mission is { Outcome: "published", BaseCommit: { } from, Commit: { } to } ? await repository.Diff(from, to, CancellationToken.None) : null;
        ResultPrinter.Print(screen, mission, diff, seconds);
        if (screen.IsJson)
            Screen.Json(FixResult.Of(mission, seconds));
    }
}
