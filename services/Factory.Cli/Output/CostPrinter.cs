using System.Globalization;
using Factory.History.Costs;
using Factory.MissionControl.Costs;
using Spectre.Console;

namespace Factory.Cli.Output;

/// <summary>What model calls cost, for people.</summary>
internal static class CostPrinter
{
    public static void Print(Screen screen, CostReport report)
    {
        if (report.Rows.Count == 0)
        {
            screen.Line($"No model was paid or counted{Since(report)}. The built-in mechanic costs nothing and is not listed.");
            return;
        }

        var table = new Table().Border(TableBorder.Simple).AddColumn(report.By);
        foreach (var heading in Headings(report))
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        foreach (var row in report.Rows)
            table.AddRow([Name(row, report.By), .. Cells(row, report)]);
        if (report.Rows.Count > 1)
        {
            table.AddEmptyRow();
            table.AddRow(["[bold]all[/]", .. Cells(report.Total, report).Select(cell => $"[bold]{cell}[/]")]);
        }

        screen.Write(table);
        Explain(screen, report);
    }

    /// <summary>A mission's costs: a line for each role and model.</summary>
    public static void Lines(Screen screen, IReadOnlyList<CostRow> costs)
    {
        if (costs.Count == 0)
            return;
        var (role, model) = (costs.Max(cost => cost.Name.Length), costs.Max(cost => cost.Detail?.Length ?? 0));
        foreach (var cost in costs)
        {
            var cached = cost.CachedTokens > 0 ? $" ({Percent(cost.CachedTokens, cost.InputTokens)} cached)" : "";
            var more = string.Concat(
                cost.EstimatedCalls > 0 ? $", {cost.EstimatedCalls:n0} estimated" : "",
                cost.ReservedCalls > 0 ? $", {Usd(cost.ReservedUsd)} reserved now" : "",
                cost.UnknownCalls > 0 ? $", [yellow]{Usd(cost.UnknownUsd)} may have been paid[/]" : "");
            screen.Line(
                $"  [grey]{Screen.Escape(cost.Name.PadRight(role))}[/]  {Screen.Escape((cost.Detail ?? "").PadRight(model))}  {cost.Usd.ToString("0.00##", CultureInfo.InvariantCulture)} USD  " +
                $"{cost.Calls:n0} {(cost.Calls == 1 ? "call" : "calls")}, {cost.InputTokens:n0} tokens in{cached}, {cost.OutputTokens:n0} out{more}");
        }
    }

    private static IEnumerable<string> Headings(CostReport report)
    {
        yield return "USD";
        yield return "calls";
        yield return "tokens in";
        yield return "cached";
        yield return "tokens out";
        if (report.Total.EstimatedCalls > 0)
            yield return "estimated";
        if (report.Total.ReservedCalls > 0)
            yield return "reserved";
        if (report.Total.UnknownCalls > 0)
            yield return "maybe paid";
    }

    private static IEnumerable<string> Cells(CostRow row, CostReport report)
    {
        yield return row.Usd.ToString(report.Rows.Any(other => IsSmall(other.Usd)) ? "#,0.0000" : "#,0.00", CultureInfo.InvariantCulture);
        yield return row.Calls.ToString("n0", CultureInfo.InvariantCulture);
        yield return row.InputTokens.ToString("n0", CultureInfo.InvariantCulture);
        yield return Percent(row.CachedTokens, row.InputTokens);
        yield return row.OutputTokens.ToString("n0", CultureInfo.InvariantCulture);
        if (report.Total.EstimatedCalls > 0)
            yield return Percent(row.EstimatedCalls, row.Calls);
        if (report.Total.ReservedCalls > 0)
            yield return row.ReservedCalls == 0 ? "" : Usd(row.ReservedUsd);
        if (report.Total.UnknownCalls > 0)
            yield return row.UnknownCalls == 0 ? "" : $"[yellow]{Usd(row.UnknownUsd)}[/]";
    }

    private static void Explain(Screen screen, CostReport report)
    {
        var total = report.Total;
        if (total.UnknownCalls > 0)
            screen.Line($"[yellow]{total.UnknownCalls:n0} {(total.UnknownCalls == 1 ? "call" : "calls")} may have been paid[/]: the process that called ended before it recorded an answer. That counts against budgets and is not part of USD.");
        if (total.EstimatedCalls > 0)
            screen.Line("[grey]estimated: the share of calls whose provider did not count their tokens, and we did.[/]");
        screen.Line($"[grey]{(report.Team is { } team ? $"team {Screen.Escape(team)}" : "all teams")}{Since(report)}; the built-in mechanic costs nothing and is not listed.[/]");
    }

    private static string Name(CostRow row, string by) => (row.Name, row.Detail) switch
    {
        ("", _) => by == "person" ? "[grey](droids)[/]" : "[grey](none)[/]",
        var (name, title) when title is not null => $"{Screen.Escape(name)}  {Screen.Escape(title.Length > 40 ? $"{title[..39]}…" : title)}",
        var (name, _) => Screen.Escape(name),
    };

    private static string Usd(decimal usd) => usd.ToString(IsSmall(usd) ? "0.0000" : "#,0.00", CultureInfo.InvariantCulture);

    private static bool IsSmall(decimal usd) => usd is > 0 and < 0.01m;

    private static string Percent(long part, long whole) => whole == 0 || part == 0 ? "" : $"{100.0 * part / whole:0} %";

    private static string Since(CostReport report) => report.Since is { } day ? $" since {day:yyyy-MM-dd}" : "";
}
