using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>What may stand at a place of a settings file: reads it, and describes itself as JSON schema.</summary>
public abstract class SettingsKind<T>
{
    /// <exception cref="SettingsFileException">It is something else.</exception>
    public abstract T Read(SettingsNode node);

    /// <summary>A new object: a node of JSON has one parent.</summary>
    public abstract JsonObject Schema();

    protected static string Written(SettingsNode node, string expected) =>
        node is SettingsText { Value: { } value } ? value : throw node.Wrong(expected);
}
