using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;

namespace Factory.Cli.Commands;

/// <summary><c>factory export MISSION [FILE]</c>: a mission's whole history with its blobs, as one file.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var id = CommonOptions.Mission();
        var file = new Argument<string?>("FILE") { Description = "Where to; must not be there yet. Default: mission-ID.zip.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var command = new Command("export", "Writes a mission's whole history, with all it refers to, as one file.") { id, file, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var mission = parsed.GetRequiredValue(id);
                var target = Path.GetFullPath(parsed.GetValue(file) ?? $"mission-{mission}.zip");
                if (Path.Exists(target))
                    throw new UsageException($"{target} is there already. Give another file.");
                var bytes = await Write(client, MissionPath.Of(mission, "export"), target, ct);
                if (screen.IsJson)
                    Screen.Json(new { mission, file = target, bytes });
                else
                    screen.Line($"wrote {Screen.Escape(target)} ({bytes:n0} bytes)");
                return 0;
            },
            json);
        return command;
    }

    /// <summary>Written aside and renamed: no half export is left behind.</summary>
    private static async Task<long> Write(FactoryClient client, string path, string target, CancellationToken ct)
    {
        var aside = $"{target}.part";
        try
        {
            long bytes;
            await using (var stream = new FileStream(aside, FileMode.CreateNew))
            {
                await client.Download(path, stream, ct);
                bytes = stream.Length;
            }

            File.Move(aside, target);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{target} cannot be written: {error.Message}");
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
