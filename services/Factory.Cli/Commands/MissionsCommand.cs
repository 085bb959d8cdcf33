using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.MissionControl.Missions;
using Spectre.Console;

namespace Factory.Cli.Commands;

/// <summary><c>factory missions</c>: what there is.</summary>
internal static class MissionsCommand
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit", "-n") { Description = "At most so many.", DefaultValueFactory = _ => 20 };
        var json = CommonOptions.Json();
        var command = new Command("missions", "Lists missions, the newest first.") { limit, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var missions = await client.Get<IReadOnlyList<MissionListItem>>($"missions?limit={parsed.GetValue(limit)}", ct);
                if (screen.IsJson)
                    Screen.Json(missions);
                else
                    Print(screen, missions);
                return 0;
            },
            json);
        return command;
    }

    private static void Print(Screen screen, IReadOnlyList<MissionListItem> missions)
    {
        if (missions.Count == 0)
        {
            screen.Line("No missions yet. Start one with './factory fix' or './factory demo'.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumns("mission", "started", "state", "title", "branch");
        foreach (var mission in missions)
        {
            table.AddRow(
                mission.ShortId,
                mission.StartedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss"),
                Screen.Escape(mission.Outcome ?? mission.Status),
                Screen.Escape(mission.Title),
                Screen.Escape(mission.Branch));
        }

        screen.Write(table);
    }
}
