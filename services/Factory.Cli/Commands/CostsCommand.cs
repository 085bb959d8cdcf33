using System.CommandLine;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.MissionControl.Costs;

namespace Factory.Cli.Commands;

/// <summary><c>factory costs</c>: what model calls cost, and what they may still cost.</summary>
internal static class CostsCommand
{
    public static Command Create()
    {
        var by = new Option<string>("--by") { Description = "team, mission, role, model, day or person. Default: model.", HelpName = "WHAT", DefaultValueFactory = _ => "model" };
        by.AcceptOnlyFromAmong("team", "mission", "role", "model", "day", "person");
        var since = new Option<string?>("--since") { Description = "The first day (UTC), such as 2026-11-30, or a number of days, such as 30d. Default: all.", HelpName = "DAY" };
        var json = CommonOptions.Json();
        var command = new Command("costs", "Shows what model calls cost: money, tokens, what is reserved now and what may have been paid.") { by, since, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var from = parsed.GetValue(since) is { } day ? $"&since={Uri.EscapeDataString(day)}" : "";
                var report = await client.Get<CostReport>($"costs?by={parsed.GetRequiredValue(by)}{from}", ct);
                if (screen.IsJson)
                    Screen.Json(report);
                else
                    CostPrinter.Print(screen, report);
                return 0;
            },
            json);
        return command;
    }
}
