using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.MissionControl.Steering;

namespace Factory.Cli.Commands;

/// <summary><c>factory say MISSION TEXT</c>: words for the droids of a mission.</summary>
internal static class SayCommand
{
    public static Command Create()
    {
        var id = CommonOptions.Mission();
        var text = new Argument<string[]>("TEXT") { Description = "What they read before their next turn; also the answer to a droid's question. '-' reads standard input.", Arity = ArgumentArity.OneOrMore };
        var json = CommonOptions.Json();
        var command = new Command("say", "Says something to a mission's droids; they read it before their next turn, and none is lost.") { id, text, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var mission = parsed.GetRequiredValue(id);
                var words = string.Join(' ', parsed.GetRequiredValue(text));
                var said = await client.Post<TextToSay, SaidTo>(MissionPath.Of(mission, "say"), new TextToSay(words == "-" ? await Console.In.ReadToEndAsync(ct) : words), ct);
                if (screen.IsJson)
                    Screen.Json(said);
                else
                    screen.Line($"said to mission {Screen.Escape(mission)}; its droids read it before their next turn");
                return 0;
            },
            json);
        return command;
    }

    private sealed record SaidTo(Guid MissionId, Guid NoteId);
}
