using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.History.Transfer;
using Factory.MissionControl.Blobs;

namespace Factory.Cli.Commands;

/// <summary><c>factory erase BLOB</c>, <c>factory erase --mission ID --containing TEXT</c>: what must not be in history any more.</summary>
internal static class EraseCommand
{
    public static Command Create()
    {
        var blob = new Argument<string?>("BLOB") { Description = "The blob's id; 'show --json' and the REST API name them.", Arity = ArgumentArity.ZeroOrOne };
        var mission = new Option<string?>("--mission") { Description = "Instead of BLOB: erase from this mission, which has ended, every blob that holds the text.", HelpName = "ID" };
        var containing = new Option<string?>("--containing") { Description = "The text; '-' reads it from standard input, so that it is in no shell's history.", HelpName = "TEXT" };
        var json = CommonOptions.Json();
        var command = new Command("erase", "Erases the content of blobs for good: personal data, a key in a report. History stays readable and says that it was erased.") { blob, mission, containing, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                switch (parsed.GetValue(blob), parsed.GetValue(mission), parsed.GetValue(containing))
                {
                    case ({ } id, null, null):
                        await One(client, screen, id, ct);
                        return 0;
                    case (null, { } id, { } text):
                        return await Everywhere(client, screen, id, text == "-" ? (await Console.In.ReadToEndAsync(ct)).TrimEnd('\r', '\n') : text, ct);
                    default:
                        throw new UsageException("Give either BLOB, or --mission ID with --containing TEXT.");
                }
            },
            json);
        return command;
    }

    private static async Task One(FactoryClient client, Screen screen, string id, CancellationToken ct)
    {
        if (!Guid.TryParse(id, out var blob))
            throw new UsageException($"'{id}' is no blob id. 'show --json' names a mission's blobs.");
        var erased = await client.Delete<ErasedBlob>($"blobs/{blob}", ct);
        if (screen.IsJson)
            Screen.Json(erased);
        else
            screen.Line($"blob {erased.Id} was erased on {erased.ErasedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}");
    }

    private static async Task<int> Everywhere(FactoryClient client, Screen screen, string mission, string text, CancellationToken ct)
    {
        var done = await client.Post<TextToErase, TextErased>(MissionPath.Of(mission, "erase"), new TextToErase(text), ct);
        if (done.StillIn.Count > 0)
            screen.Problem($"The text is also in events, which cannot be changed: {string.Join(", ", done.StillIn)}.");
        if (screen.IsJson)
            Screen.Json(done);
        else
            screen.Line($"erased {done.Erased.Count} blobs that held the text");
        return done.StillIn.Count == 0 ? 0 : ExitCodes.Failed;
    }
}
