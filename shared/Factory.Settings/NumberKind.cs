using System.Globalization;
using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>A number in a range; of integer types a whole one.</summary>
public sealed class NumberKind<T>(T least, T most, string what) : SettingsKind<T>
    where T : struct, System.Numerics.INumber<T>
{
    private static readonly bool IsWhole = typeof(T) == typeof(int) || typeof(T) == typeof(long);

    public override T Read(SettingsNode node)
    {
        var text = Written(node, Expected);
        return T.TryParse(text, IsWhole ? NumberStyles.AllowLeadingSign : NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw node.Wrong(Expected);
    }

    // A quoted number is read as one, as it is from configuration of .NET.
    public override JsonObject Schema() => new()
    {
        ["type"] = IsWhole ? "integer" : "number",
        ["minimum"] = JsonValue.Create(decimal.CreateChecked(least)),
        ["maximum"] = JsonValue.Create(decimal.CreateChecked(most)),
    };

    private string Expected => string.Create(CultureInfo.InvariantCulture, $"write {what}: a {(IsWhole ? "whole " : "")}number from {least} to {most}.");
}
