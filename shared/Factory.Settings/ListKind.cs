using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>A list; where <paramref name="orOne"/> is set, one item may stand for a list of it.</summary>
public sealed class ListKind<T>(SettingsKind<T> item, int most, bool orOne = false) : SettingsKind<IReadOnlyList<T>>
{
    public override IReadOnlyList<T> Read(SettingsNode node) => node switch
    {
        SettingsList { Items.Count: 0 } => throw node.Wrong("this list is empty: write what belongs here, or take the key away."),
        SettingsList list when list.Items.Count > most => throw node.Wrong($"this list has {list.Items.Count} items; at most {most}."),
        SettingsList list => [.. list.Items.Select(item.Read)],
        _ when orOne => [item.Read(node)],
        _ => throw node.Wrong("write a list."),
    };

    public override JsonObject Schema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.Schema(), ["minItems"] = 1, ["maxItems"] = most };
        return orOne ? new JsonObject { ["anyOf"] = new JsonArray(item.Schema(), list) } : list;
    }
}
