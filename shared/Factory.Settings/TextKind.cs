using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Factory.Settings;

/// <summary>A text.</summary>
/// <param name="pattern">What it must match from end to end; null for any text.</param>
/// <param name="what">What to write, said where it does not match. What was written is not repeated: it may be a key that strayed.</param>
public sealed class TextKind(string? pattern, string what, int longest = 1_000) : SettingsKind<string>
{
    private readonly Regex? regex = pattern is null ? null : new Regex($"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public override string Read(SettingsNode node)
    {
        var text = Written(node, $"write {what}.");
        return text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl) && regex?.IsMatch(text) is not false
            ? text
            : throw node.Wrong($"this is not {what}.");
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = longest };
        if (pattern is not null)
            schema["pattern"] = $"^(?:{pattern})$";
        return schema;
    }
}
