using System.CommandLine;
using System.Diagnostics;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.History.Projections;

namespace Factory.Cli.Commands;

/// <summary><c>factory rebuild PROJECTION</c>: a read model made anew from history.</summary>
internal static class RebuildCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("PROJECTION") { Description = "MissionList, MissionTimeline or RunTranscript." };
        var json = CommonOptions.Json();
        var command = new Command("rebuild", "Makes a projection anew from all events, and says how far it is. Missions go on meanwhile; lists and timelines grow until it is done.") { name, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var clock = Stopwatch.StartNew();
                var last = new RebuildProgress(parsed.GetRequiredValue(name), 0, 0);
                await foreach (var step in client.Steps<RebuildProgress>($"projections/{Uri.EscapeDataString(last.Projection)}/rebuild", ct))
                {
                    last = step;
                    screen.Line($"{Screen.Escape(step.Projection)}: event {step.Position:n0} of {step.Target:n0} ({(step.Target == 0 ? 100 : 100 * step.Position / step.Target)} %)");
                }

                if (last.Position < last.Target)
                    throw new NotRunning($"The factory stopped at event {last.Position:n0} of {last.Target:n0}. It goes on by itself once a factory is up.");
                if (screen.IsJson)
                    Screen.Json(new { projection = last.Projection, events = last.Target, seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) });
                else
                    screen.Line($"[green]rebuilt[/] {Screen.Escape(last.Projection)} in {clock.Elapsed.TotalSeconds:0.0} s");
                return 0;
            },
            json);
        return command;
    }
}
