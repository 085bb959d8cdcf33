using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Fixing;
using Factory.Cli.Output;
using Factory.MissionControl.Missions;
using Factory.MissionControl.Timelines;

namespace Factory.Cli.Commands;

/// <summary><c>factory show ID</c>: one mission, from its start to now.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = CommonOptions.Mission();
        var json = CommonOptions.Json();
        var command = new Command("show", "Shows a mission: what happened, the diff, the evidence, the cost.") { id, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var mission = await client.Get<MissionView>(MissionPath.Of(parsed.GetRequiredValue(id)), ct);
                if (screen.IsJson)
                {
                    Screen.Json(mission);
                    return 0;
                }

                screen.Line($"[bold]{Screen.Escape(mission.Title)}[/] [grey]({Screen.Escape(mission.Repository)}, {mission.State})[/]");
                if (mission.Rework is { } rework)
                    screen.Line($"[grey]rework {mission.Reworks}: {Screen.Escape(rework)}[/]");
                var timeline = new TimelinePrinter(screen);
                if (mission.Castings is [.., var casting])
                    screen.Line($"[grey]cast by {Screen.Escape(casting.Hash)}{(casting.By == "factory" ? "" : $", anew by {Screen.Escape(casting.By)} at {casting.At.ToLocalTime():yyyy-MM-dd HH:mm:ss}")}[/]");
                foreach (var entry in await client.Get<IReadOnlyList<TimelineEntry>>($"missions/{mission.MissionId}/timeline", ct))
                    timeline.Print(entry);
                if (mission.Result is not null)
                {
                    ResultPrinter.Print(screen, mission, await Diff(mission, ct), mission.Seconds);
                    return 0;
                }

                ResultPrinter.PrintGuess(screen, mission);
                CostPrinter.Lines(screen, mission.Costs);
                return 0;
            },
            json);
        return command;
    }

    /// <summary>The repository may have gone meanwhile.</summary>
    private static async Task<string?> Diff(MissionView mission, CancellationToken ct)
    {
        if (mission is not { Result: "published", BaseCommit: { } from, Commit: { } to })
            return null;
        try
        {
            return await (await Repository.Open(mission.Repository, start: null, ct)).Diff(from, to, ct);
        }
        catch (UsageException)
        {
            return null;
        }
    }
}
