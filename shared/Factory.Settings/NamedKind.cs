using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Factory.Settings;

/// <summary>A map from names that the file chooses to values of one kind, in the order of the file.</summary>
/// <param name="pattern">What a name must match from end to end.</param>
/// <param name="names">What the names are of, for example <c>a role</c>.</param>
public sealed class NamedKind<T>(string pattern, string names, SettingsKind<T> value, int most) : SettingsKind<IReadOnlyList<Named<T>>>
{
    private readonly Regex regex = new($"\\A(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public override IReadOnlyList<Named<T>> Read(SettingsNode node)
    {
        if (node is not SettingsMap map)
            throw node.Wrong($"write the name of {names}, a colon, and what it is, a line each.");
        if (map.Entries.Count > most)
            throw node.Wrong($"there are {map.Entries.Count} entries; at most {most}.");
        return [.. map.Entries.Select(Entry)];
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["maxProperties"] = most,
        ["propertyNames"] = new JsonObject { ["pattern"] = $"^(?:{pattern})$" },
        ["additionalProperties"] = value.Schema(),
    };

    private Named<T> Entry(KeyValuePair<string, SettingsNode> entry) =>
        regex.IsMatch(entry.Key) ? new Named<T>(entry.Key, value.Read(entry.Value), entry.Value) : throw entry.Value.Wrong($"this cannot be the name of {names}: it must match {pattern}.");
}

/// <param name="Node">Where it stands, for mistakes that only show later.</param>
public sealed record Named<T>(string Name, T Value, SettingsNode Node);
