using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.MissionControl.Missions;

namespace Factory.Cli.Commands;

/// <summary><c>factory watch ID</c>: a mission as it goes on, until it ends or its pull request is there.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var id = CommonOptions.Mission();
        var json = CommonOptions.Json();
        var command = new Command("watch", "Follows a mission until it ends or its pull request is there; its exit code is the mission's, as for fix.") { id, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var mission = await client.Get<MissionView>(MissionPath.Of(parsed.GetRequiredValue(id)), ct);
                var timeline = new TimelinePrinter(screen);
                do
                {
                    await timeline.Follow(client, mission.MissionId, ct);
                    mission = await client.Get<MissionView>(MissionPath.Of($"{mission.MissionId}"), ct);
                }
                while (mission.Result is null);
                await timeline.Rest(client, mission.MissionId, ct);
                if (screen.IsJson)
                    Screen.Json(Fixing.FixResult.Of(mission, mission.Seconds));
                else
                    ResultPrinter.Print(screen, mission, diff: null, mission.Seconds);
                return ExitCodes.Of(mission.Result);
            },
            json);
        return command;
    }
}
