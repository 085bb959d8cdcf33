using System.Globalization;
using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>A time such as <c>00:10:00</c>, more than none.</summary>
public sealed class TimeKind(TimeSpan most) : SettingsKind<TimeSpan>
{
    private const string Pattern = @"[0-9]{1,2}:[0-5]?[0-9]:[0-5]?[0-9](\.[0-9]{1,7})?";

    public override TimeSpan Read(SettingsNode node)
    {
        var expected = $"write a time as hours:minutes:seconds, such as 00:10:00, more than 0 and at most {most}.";
        var text = Written(node, expected);

        // A number alone would be days.
        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero && time <= most
            ? time
            : throw node.Wrong(expected);
    }

    public override JsonObject Schema() => new() { ["type"] = "string", ["pattern"] = $"^{Pattern}$" };
}
