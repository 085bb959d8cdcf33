using System.CommandLine;
using System.Globalization;
using Factory.Cli.Connecting;
using Factory.Cli.Output;
using Factory.MissionControl.Steering;

namespace Factory.Cli.Commands;

/// <summary><c>factory limit MISSION</c>: more or less time, turns or money for a mission that runs.</summary>
internal static class LimitCommand
{
    public static Command Create()
    {
        var id = CommonOptions.Mission();
        var time = new Option<string?>("--time") { Description = "From the mission's start: 90s, 10m, 2h, 3d; at most 16d.", HelpName = "TIME" };
        var turns = new Option<int?>("--turns") { Description = "Model answers of one droid run, 1 to 1000.", HelpName = "N" };
        var usd = new Option<decimal?>("--usd") { Description = "US dollars for all model calls of the mission.", HelpName = "USD" };
        var json = CommonOptions.Json();
        var command = new Command("limit", "Changes the limits of a mission that runs; they hold from each droid's next turn on.") { id, time, turns, usd, json };
        command.Runs(
            async (parsed, screen, ct) =>
            {
                var change = new LimitsToChange(parsed.GetValue(time), parsed.GetValue(turns), parsed.GetValue(usd));
                if (change is { Time: null, Turns: null, Usd: null })
                    throw new UsageException("Give at least one of --time, --turns and --usd.");
                using var client = FactoryClient.Connect(CommonOptions.DataFolderOf(parsed));
                var mission = parsed.GetRequiredValue(id);
                var limited = await client.Post<LimitsToChange, Limited>(MissionPath.Of(mission, "limits"), change, ct);
                if (screen.IsJson)
                    Screen.Json(limited);
                else
                    screen.Line($"mission {Screen.Escape(mission)} may now take {limited.Changed}");
                return 0;
            },
            json);
        return command;
    }

    private sealed record Limited(Guid MissionId, ChangedLimits Changed);

    private sealed record ChangedLimits(TimeSpan? Time, int? Turns, decimal? Usd)
    {
        public override string ToString() => string.Join(" and ", new[] { Time?.ToString(), Turns is null ? null : $"{Turns} turns a run", Usd is null ? null : string.Create(CultureInfo.InvariantCulture, $"${Usd:0.##}") }.OfType<string>());
    }
}
