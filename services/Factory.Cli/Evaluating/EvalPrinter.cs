using System.Globalization;
using Factory.Cli.Output;
using Spectre.Console;

namespace Factory.Cli.Evaluating;

/// <summary>How tasks went, for people.</summary>
internal static class EvalPrinter
{
    private const int LongestReason = 120;

    public static void Progress(Screen screen, EvalResult result, int ended, int all) =>
        screen.Line($"[grey]{$"{ended}/{all}".PadLeft(9)}[/]  {Outcome(result)}  {Screen.Escape(result.Name)}{(result.Kept ? " [grey](kept)[/]" : $" [grey]{Seconds(result.Seconds)} s[/]")}{Why(result)}");

    public static void Print(Screen screen, EvalReport report)
    {
        screen.Line();
        var table = Table("task", "outcome", "hidden tests", "seconds", "candidates", "tokens", "USD");
        foreach (var task in report.Tasks)
            table.AddRow(Screen.Escape(task.Name), Outcome(task), Hidden(task), Seconds(task.Seconds), Number(task.Candidates), Number(task.Tokens), Usd(task.Usd));
        screen.Write(table);
        Groups(screen, "kind", report.Kinds);
        if (report.Folders.Count > 1)
            Groups(screen, "folder", report.Folders);
        Totals(screen, report);
    }

    private static void Groups(Screen screen, string by, IReadOnlyList<EvalGroup> groups)
    {
        if (groups.Count == 0)
            return;
        var table = Table(by, "tasks", "fixed", "pass hidden", "false \"fixed\"", "median seconds");
        foreach (var (name, totals) in groups)
            table.AddRow(Screen.Escape(name), Number(totals.Tasks), Share(totals.Fixed, totals.Tasks), Share(totals.HiddenPassed, totals.Tasks), Number(totals.FalselyFixed), Seconds(totals.MedianSeconds));
        screen.Write(table);
    }

    private static void Totals(Screen screen, EvalReport report)
    {
        var all = report.Totals;
        screen.Line($"[bold]fixed[/]          {Share(all.Fixed, all.Tasks)} of {all.Tasks} tasks; not fixed {all.NotFixed}, failed {all.Failed}{(all.Kept > 0 ? $"; {all.Kept} kept from before (--fresh runs them anew)" : "")}");
        screen.Line($"[bold]hidden tests[/]   pass on {Share(all.HiddenPassed, all.Tasks)}; false \"fixed\" {all.FalselyFixed}{Names(report)}");
        screen.Line($"[bold]used[/]           median {Seconds(all.MedianSeconds)} s, {Number(all.Candidates)} candidates, {Number(all.Tokens)} tokens, {Usd(all.Usd)} USD; this run {Seconds(report.Seconds)} s");
        screen.Line($"[grey]results, logs of hidden tests and repositories: {Screen.Escape(report.Results)}[/]");
        if (report.Reason is not null)
            screen.Line($"[yellow]{Screen.Escape(report.Reason)}[/]");
    }

    private static string Names(EvalReport report) =>
        report.Tasks.Where(task => task.FalselyFixed).Select(task => task.Name).ToList() is { Count: > 0 } names ? $" ({Screen.Escape(string.Join(", ", names))})" : "";

    private static Table Table(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumn(first);
        foreach (var heading in others)
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        return table;
    }

    private static string Outcome(EvalResult result) => result switch
    {
        { FalselyFixed: true } => "[red]false \"fixed\"[/]",
        { Fixed: true } => "[green]fixed[/]",
        { Settled: true } => "[yellow]not fixed[/]",
        _ => $"[red]{Screen.Escape(result.Outcome)}[/]",
    };

    private static string Hidden(EvalResult result) => result.HiddenPassed switch
    {
        true => "[green]pass[/]",
        false => "[red]fail[/]",
        null => "",
    };

    private static string Why(EvalResult result)
    {
        if (result.Reason is not { Length: > 0 } reason)
            return "";
        return $" [grey]{Screen.Escape(result.Outcome == "failed" || reason.Length <= LongestReason ? reason : $"{reason[..LongestReason]}…")}[/]";
    }

    private static string Share(int part, int whole) => whole == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{part} ({100.0 * part / whole:0} %)");

    private static string Seconds(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("n0", CultureInfo.InvariantCulture);

    private static string Usd(decimal usd) => usd.ToString("0.00##", CultureInfo.InvariantCulture);
}
