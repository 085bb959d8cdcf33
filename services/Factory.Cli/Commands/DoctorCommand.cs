using System.CommandLine;
using Factory.Cli.Checking;
using Factory.Cli.Output;

namespace Factory.Cli.Commands;

/// <summary><c>factory doctor</c>: whether this machine can run a factory.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("doctor", "Checks what the factory needs on this machine, and says what to do.") { json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                var findings = await MachineCheck.Run(CommonOptions.DataFolderOf(parsed), ct);
                foreach (var finding in findings)
                    screen.Line($"{Mark(finding)} {Screen.Escape(finding.Name),-14} {Screen.Escape(finding.Text)}");
                if (screen.IsJson)
                    Screen.Json(findings);
                return findings.All(finding => finding.Ok || finding.Optional) ? 0 : ExitCodes.Failed;
            },
            json);
        return command;
    }

    private static string Mark(CheckFinding finding) => finding switch
    {
        { Ok: true } => "[green]ok     [/]",
        { Optional: true } => "[yellow]missing[/]",
        _ => "[red]missing[/]",
    };
}
