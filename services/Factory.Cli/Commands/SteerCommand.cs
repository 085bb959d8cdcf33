using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;

namespace Factory.Cli.Commands;

/// <summary><c>factory cancel|pause|resume ID</c>.</summary>
internal static class SteerCommand
{
    public static Command Create(string action, string description)
    {
        var id = CommonOptions.Mission();
        var json = CommonOptions.Json();
        var command = new Command(action, description) { id, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var mission = parsed.GetRequiredValue(id);
                await client.Post(MissionPath.Of(mission, action), ct);
                if (screen.IsJson)
                    Screen.Json(new { mission, asked = action });
                else
                    screen.Line($"asked mission {Screen.Escape(mission)} to {action}; follow it with './factory watch {Screen.Escape(mission)}'");
                return 0;
            },
            json);
        return command;
    }
}
