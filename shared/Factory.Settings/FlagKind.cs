using System.Text.Json.Nodes;

namespace Factory.Settings;

public sealed class FlagKind : SettingsKind<bool>
{
    public static readonly FlagKind Instance = new();

    private FlagKind()
    {
    }

    public override bool Read(SettingsNode node) => node is SettingsText { Value: "true" or "false" } text ? text.Value == "true" : throw node.Wrong("write true or false.");

    public override JsonObject Schema() => new() { ["type"] = "boolean" };
}
