using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.Router.Casting;
using Factory.Router.Listing;
using Factory.Settings;

namespace Factory.Cli.Commands;

/// <summary><c>factory models</c>: the models that roles can be cast with.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("models", "Lists the models that roles are cast with: price, context, region, health.") { json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                var view = await List(CommonOptions.DataFolderOf(parsed), ct);
                if (screen.IsJson)
                    Screen.Json(view);
                else
                    ModelsPrinter.Print(screen, view);
                return 0;
            },
            json);
        command.Subcommands.Add(Check());
        command.Subcommands.Add(ProbeModelsCommand.Create());
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<string?>("FILE") { Description = "The models file. Default: the one that the factory would use.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var command = new Command("check", "Checks a models file without using it; keys are not looked for.") { file, json };
        command.Runs(
            (parsed, screen, _) =>
            {
                var path = parsed.GetValue(file) is { } named ? Path.GetFullPath(named) : Find(CommonOptions.DataFolderOf(parsed));
                return Task.FromResult(Check(screen, path ?? throw new UsageException($"there is no models file: write {ModelsFilePath.DefaultName} into the data folder, or name one.")));
            },
            json);
        return command;
    }

    private static int Check(Screen screen, string path)
    {
        try
        {
            var view = ModelsListing.Offline(path);
            if (screen.IsJson)
                Screen.Json(new { file = path, ok = true, view.Hash });
            else
                screen.Line($"[green]ok[/] {Screen.Escape(path)}: {view.Models.Count} models, {view.Roles.Count} roles ({view.Hash})");
            return 0;
        }
        catch (SettingsFileException error)
        {
            if (screen.IsJson)
                Screen.Json(new { file = path, ok = false, error.Line, error.Key, error.Problem });
            else
                screen.Problem($"{error.File}:{error.Line}:{error.Key} {error.Problem}");
            return ExitCodes.Usage;
        }
    }

    private static async Task<ModelsView> List(string dataFolder, CancellationToken ct)
    {
        using var client = FactoryClient.TryConnect(dataFolder);
        return client is null ? ModelsListing.Offline(Find(dataFolder)) : await client.GetRouter<ModelsView>("models", ct);
    }

    private static string? Find(string dataFolder) => ModelsFilePath.Find(Environment.GetEnvironmentVariable("Factory__ModelsFile"), dataFolder);
}
