using System.CommandLine;
using System.Text.Json;
using Factory.Cli.Connecting;
using Factory.Cli.Output;

namespace Factory.Cli.Commands;

/// <summary><c>factory import FILE</c>: reads what export wrote.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "What './factory export' wrote." };
        var json = CommonOptions.Json();
        var command = new Command("import", "Reads a mission that was exported, here or elsewhere.") { file, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                var source = Path.GetFullPath(parsed.GetRequiredValue(file));
                if (!File.Exists(source))
                    throw new UsageException($"There is no file {source}.");
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                await using var stream = File.OpenRead(source);
                var imported = await client.Upload<JsonElement>("missions/import", stream, ct);
                if (screen.IsJson)
                    Screen.Json(imported);
                else
                    screen.Line($"{(imported.GetProperty("alreadyThere").GetBoolean() ? "was there already:" : "imported")} mission {Screen.Escape(imported.GetProperty("missionId").GetString())}");
                return 0;
            },
            json);
        return command;
    }
}
