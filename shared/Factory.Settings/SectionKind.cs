using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>A section with keys of its own. Any other key in it is refused.</summary>
public abstract class SectionKind<T>(params IReadOnlyList<SettingsKey> keys) : SettingsKind<T>
{
    /// <summary>Names under which people write a key's value into a file; said why not.</summary>
    private static readonly string[] Secrets = ["apikey", "api_key", "key", "token", "secret", "password", "authorization"];

    public override T Read(SettingsNode node)
    {
        if (node is not SettingsMap map)
            throw node.Wrong($"write a section here, with the keys {Known}.");
        foreach (var (name, value) in map.Entries.Where(entry => keys.All(key => key.Name != entry.Key)))
        {
            throw Secrets.Contains(name.ToLowerInvariant(), StringComparer.Ordinal)
                ? value.Wrong("a key is never written into this file, which people copy and commit. Put it into a file of its own, or an environment variable, and name that here. If this one was shared, replace it.")
                : value.Wrong($"unknown key. The keys here are {Known}.");
        }

        return Read(map);
    }

    public override JsonObject Schema()
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(keys.Select(key => KeyValuePair.Create(key.Name, (JsonNode?)key.Schema()))),
        };
        if (keys.Any(key => key.Needed))
            schema["required"] = new JsonArray([.. keys.Where(key => key.Needed).Select(key => (JsonNode)key.Name)]);
        return schema;
    }

    /// <summary>Only keys of the section are in it.</summary>
    protected abstract T Read(SettingsMap map);

    private string Known => string.Join(", ", keys.Select(key => key.Name));
}
