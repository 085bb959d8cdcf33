using System.CommandLine;
using Factory.Cli.Fixing;
using Factory.Cli.Output;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Commands;

/// <summary><c>factory demo</c>: the whole line on a small repository with a real bug.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var keep = new Option<string?>("--into") { Description = "Make the sample repository in this new folder and keep it. Default: a folder under the data folder.", HelpName = "FOLDER" };
        var command = new Command("demo", "Makes a small sample repository with a real bug and a failing test, and fixes it. Exit code 0 only if the fix is verified.") { keep, json };
        command.Runs(
            (parsed, screen, ct) =>
            {
                var dataFolder = CommonOptions.DataFolderOf(parsed);
                var folder = parsed.GetValue(keep) ?? Path.Combine(dataFolder, "demo", $"meetingroom-{Guid.NewGuid().ToString("n")[..8]}");
                return new Fix(dataFolder, "demo", screen).Run(() => Sample(Path.GetFullPath(folder), screen, ct), ct);
            },
            json);
        return command;
    }

    private static async Task<SignalRequest> Sample(string folder, Screen screen, CancellationToken ct)
    {
        var sample = await SampleRepository.Make(folder, ct);
        screen.Line($"[grey]sample repository:[/] {Screen.Escape(sample.Path)}");
        screen.Line($"[grey]bug report:[/] {Screen.Escape(sample.Report.TrimStart('#', ' ').Split('\n')[0])}");
        screen.Line();
        return new SignalRequest(sample.Path, sample.Report, Title: null, Test: null, Base: null, Timeout: "10m", IdempotencyKey: null);
    }
}
