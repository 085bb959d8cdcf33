using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Fixing;
using Factory.Cli.Output;
using Factory.Contracts;
using Factory.SignalIntake.Receiving;

namespace Factory.Cli.Commands;

/// <summary><c>factory report</c>: sends a report to the factory that is up, and does not wait for what comes of it.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var repo = new Option<string>("--repo", "-r") { Description = "The git repository, bare or not, or its address.", HelpName = "PATH", Required = true };
        var report = new Option<string?>("--report") { Description = "What is wrong, in words.", HelpName = "TEXT" };
        var file = new Option<string?>("--file", "-f") { Description = "A file with the report; '-' reads standard input.", HelpName = "FILE" };
        var attach = CommonOptions.Attach();
        var title = new Option<string?>("--title") { Description = "One line for the mission. Default: the report's first line.", HelpName = "TEXT" };
        var start = new Option<string?>("--base", "-b") { Description = "Branch, tag or commit to start from. Default: HEAD.", HelpName = "BRANCH" };
        var json = CommonOptions.Json();
        var command = new Command("report", "Sends a report with its logs to the factory that is up; './factory signals' says what came of it.") { repo, report, file, attach, title, start, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                var request = new SignalRequest(
                    Place(parsed.GetRequiredValue(repo)), ReportSource.Read(parsed.GetValue(report), parsed.GetValue(file)), parsed.GetValue(title), Test: null, parsed.GetValue(start), Timeout: null, Guid.NewGuid().ToString("n"))
                {
                    Attachments = AttachedFiles.Read(parsed.GetValue(attach)),
                };
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                Print(screen, await client.SendSignal<SignalRequest, SignalAccepted>(request, ct));
                return 0;
            },
            json);
        return command;
    }

    private static string Place(string repository) => RepositoryAddress.IsMeant(repository) ? repository : FixCommand.Place(repository);

    private static void Print(Screen screen, SignalAccepted accepted)
    {
        if (screen.IsJson)
            Screen.Json(accepted);
        else
            screen.Line($"Stored as signal {Ids.Short(accepted.SignalId)}; './factory signals show {Ids.Short(accepted.SignalId)}' says what comes of it.");
    }
}
