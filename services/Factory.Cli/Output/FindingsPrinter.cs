using Factory.Publisher.Connecting;

namespace Factory.Cli.Output;

/// <summary>Shows what was found of a connection, and what to do.</summary>
internal static class FindingsPrinter
{
    public static void Print(Screen screen, IReadOnlyList<ConnectionFinding> findings)
    {
        foreach (var of in findings.GroupBy(finding => finding.Of))
        {
            screen.Line($"[bold]{Screen.Escape(of.Key)}[/]");
            foreach (var finding in of)
            {
                screen.Line($"  {Mark(finding)} {Screen.Escape(finding.Step),-14} {Screen.Escape(finding.Found)}");
                if (finding.ToDo is { } toDo)
                    screen.Line($"  {"",-16} [yellow]→[/] {Screen.Escape(toDo)}");
            }
        }
    }

    private static string Mark(ConnectionFinding finding) => finding.Ok switch
    {
        true => "[green]✓[/]",
        false => "[red]✗[/]",
        null => "[yellow]?[/]",
    };
}
