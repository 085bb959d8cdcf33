using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>A key of a section: what it is called, what may stand there, and what it means. The published schema is made from these.</summary>
public abstract class SettingsKey(string name, string description, bool needed)
{
    public string Name => name;

    public bool Needed => needed;

    public JsonObject Schema()
    {
        var schema = KindSchema();
        schema["description"] = description;
        return schema;
    }

    protected abstract JsonObject KindSchema();
}

/// <param name="description">What it means, with its unit and default.</param>
/// <param name="needed">Whether the section is refused without it.</param>
public sealed class SettingsKey<T>(string name, SettingsKind<T> kind, string description, bool needed = false) : SettingsKey(name, description, needed)
{
    public SettingsKind<T> Kind => kind;

    protected override JsonObject KindSchema() => kind.Schema();
}
