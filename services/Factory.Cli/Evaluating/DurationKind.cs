using System.Globalization;
using System.Text.Json.Nodes;
using Factory.Contracts;
using Factory.Contracts.Missions;
using Factory.Settings;

namespace Factory.Cli.Evaluating;

/// <summary>A time as the command line takes it, such as 90s or 10m; a number alone is seconds.</summary>
internal sealed class DurationKind : SettingsKind<TimeSpan>
{
    private const string Expected = "write a time like 90s, 10m, 2h or 3d, from 1s to 16d.";

    public override TimeSpan Read(SettingsNode node)
    {
        var text = Written(node, Expected);
        return Of(long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"{text}s" : text) ?? throw node.Wrong(Expected);
    }

    public override JsonObject Schema() => new() { ["type"] = new JsonArray("string", "integer"), ["pattern"] = "^[0-9]+[smhd]?$" };

    /// <summary>Null where it is no time.</summary>
    public static TimeSpan? Of(string text) =>
        LimitsText.Read(MissionLimits.Default, text, turns: null, usd: null, out var problem) is var limits && problem is null ? limits.Time : null;
}
