using System.Text.Json.Nodes;

namespace Factory.Settings;

/// <summary>One of some words.</summary>
public sealed class WordKind<T>(params (string Word, T Meaning)[] words) : SettingsKind<T>
{
    public override T Read(SettingsNode node)
    {
        var list = string.Join(", ", words.Select(known => known.Word));
        var text = Written(node, $"write one of {list}.");
        var found = Array.FindIndex(words, known => string.Equals(known.Word, text, StringComparison.Ordinal));
        return found >= 0 ? words[found].Meaning : throw node.Wrong($"this is none of {list}.");
    }

    public override JsonObject Schema() => new() { ["enum"] = new JsonArray([.. words.Select(known => (JsonNode)known.Word)]) };
}
