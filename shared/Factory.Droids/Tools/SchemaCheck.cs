using System.Globalization;
using System.Text.Json;

namespace Factory.Droids.Tools;

/// <summary>
/// Holds what a model handed over against the schema that it was shown, and says of each fault where it is and what is expected there, so that weak models can
/// correct themselves. Knows what our schemas use: type, properties, required, items, enum, minLength, maxLength, minimum and maximum. Properties that the schema
/// does not name are let be unless it forbids them; names and enums count without regard to case, as in the reader after it.
/// </summary>
internal static class SchemaCheck
{
    private const int MostFaults = 8;
    private const int LongestShown = 60;

    /// <summary>What is wrong, one sentence each, most important first; empty when nothing is.</summary>
    public static IReadOnlyList<string> Faults(JsonElement schema, JsonElement value)
    {
        var faults = new List<string>();
        try
        {
            Check(schema, value, "$", faults);
        }
        catch (InvalidOperationException)
        {
            return ["They hold half a character (a lone surrogate escape), which is JSON and no text. Write whole characters."];
        }

        return faults.Count <= MostFaults ? faults : [.. faults.Take(MostFaults), $"and {faults.Count - MostFaults} more."];
    }

    private static void Check(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (schema.TryGetProperty("enum", out var words))
            CheckEnum(words, value, path, faults);
        else if (!IsType(schema, value))
            faults.Add($"{path}: expected {Expected(schema)}, but it is {Shown(value)}.");
        else if (value.ValueKind == JsonValueKind.Object)
            CheckObject(schema, value, path, faults);
        else if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            CheckItems(items, value, path, faults);
        else
            CheckBounds(schema, value, path, faults);
    }

    private static void CheckObject(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (!schema.TryGetProperty("properties", out var properties))
            return;
        var required = schema.TryGetProperty("required", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : Array.Empty<string>();
        foreach (var property in properties.EnumerateObject())
        {
            var given = value.EnumerateObject().Where(found => string.Equals(found.Name, property.Name, StringComparison.OrdinalIgnoreCase)).Select(found => (JsonElement?)found.Value).LastOrDefault();
            var isRequired = required.Contains(property.Name, StringComparer.Ordinal);
            if (given is { ValueKind: not JsonValueKind.Null } there)
                Check(property.Value, there, $"{path}.{property.Name}", faults);
            else if (isRequired)
                faults.Add($"{path}.{property.Name} is {(given is null ? "missing" : "null")}: expected {Expected(property.Value)}.");
        }

        if (!schema.TryGetProperty("additionalProperties", out var more) || more.ValueKind != JsonValueKind.False)
            return;
        var known = properties.EnumerateObject().Select(property => property.Name).ToList();
        foreach (var unknown in value.EnumerateObject().Where(found => !known.Contains(found.Name, StringComparer.OrdinalIgnoreCase)))
            faults.Add($"{path}.{unknown.Name} is not known: expected {(known.Count == 0 ? "nothing" : string.Join(", ", known))}.");
    }

    private static void CheckItems(JsonElement items, JsonElement value, string path, List<string> faults)
    {
        var index = 0;
        foreach (var item in value.EnumerateArray())
            Check(items, item, $"{path}[{index++}]", faults);
    }

    private static void CheckEnum(JsonElement words, JsonElement value, string path, List<string> faults)
    {
        var allowed = words.EnumerateArray().Select(word => word.GetString()!).ToList();
        if (value.ValueKind != JsonValueKind.String || !allowed.Contains(value.GetString()!, StringComparer.OrdinalIgnoreCase))
            faults.Add($"{path}: expected one of {string.Join(", ", allowed.Select(word => $"\"{word}\""))}, but it is {Shown(value)}.");
    }

    private static void CheckBounds(JsonElement schema, JsonElement value, string path, List<string> faults)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            var length = value.GetString()!.Length;
            if (Bound(schema, "minLength") is { } least && length < least)
                faults.Add($"{path}: expected at least {least} characters, but it has {length}.");
            if (Bound(schema, "maxLength") is { } most && length > most)
                faults.Add($"{path}: expected at most {most} characters, but it has {length}.");
        }
        else if (value.ValueKind == JsonValueKind.Number)
        {
            if (Bound(schema, "minimum") is { } least && value.GetDouble() < least)
                faults.Add($"{path}: expected at least {least}, but it is {value.GetRawText()}.");
            if (Bound(schema, "maximum") is { } most && value.GetDouble() > most)
                faults.Add($"{path}: expected at most {most}, but it is {value.GetRawText()}.");
        }
    }

    private static bool IsType(JsonElement schema, JsonElement value) => TypeOf(schema) switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => true,
    };

    private static string Expected(JsonElement schema) => TypeOf(schema) switch
    {
        "array" when schema.TryGetProperty("items", out var items) => $"an array of {Plural(items)}",
        "object" => "an object",
        "array" => "an array",
        "integer" => "a whole number",
        "boolean" => "true or false",
        "string" when schema.TryGetProperty("enum", out _) => "one of the schema's words",
        { } type => $"a {type}",
        null => "one of the schema's words",
    };

    private static string Plural(JsonElement items) => TypeOf(items) switch { "integer" => "whole numbers", { } type => $"{type}s", null => "words" };

    private static string? TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type) ? type.GetString() : null;

    private static int? Bound(JsonElement schema, string name) => schema.TryGetProperty(name, out var bound) ? bound.GetInt32() : null;

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        var kind = value.ValueKind switch { JsonValueKind.Object => "an object", JsonValueKind.Array => "an array", JsonValueKind.String => "a string", JsonValueKind.Number => "a number", _ => "" };
        var shown = text.Length <= LongestShown ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, LongestShown)}…");
        return kind.Length == 0 ? shown : $"{kind}: {shown}";
    }
}
