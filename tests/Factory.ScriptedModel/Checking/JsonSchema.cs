using System.Text.Json;
using System.Text.RegularExpressions;

namespace Factory.ScriptedModel.Checking;

/// <summary>The part of JSON schema that descriptions of APIs use.</summary>
/// <param name="root">What references start from.</param>
public sealed class JsonSchema(JsonElement root)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>What is wrong with a value and where; null for nothing.</summary>
    public string? Wrong(JsonElement value) => Wrong(root, value, "$");

    /// <summary>The same, by a schema that stands somewhere in the document.</summary>
    /// <param name="pointer">For example <c>#/components/schemas/CreateResponse</c>.</param>
    public string? Wrong(string pointer, JsonElement value) => Wrong(Find(pointer), value, "$");

    private string? Wrong(JsonElement schema, JsonElement value, string at)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return null;
        if (schema.TryGetProperty("$ref", out var reference))
            return Wrong(Find(reference.GetString()!), value, at);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean())
            return null;
        return Alternatives(schema, value, at) ?? Type(schema, value, at) ?? Choice(schema, value, at) ?? value.ValueKind switch
        {
            JsonValueKind.Object => Members(schema, value, at),
            JsonValueKind.Array => Items(schema, value, at),
            JsonValueKind.String => Text(schema, value.GetString()!, at),
            JsonValueKind.Number => Number(schema, value.GetDouble(), at),
            _ => null,
        };
    }

    private string? Alternatives(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("allOf", out var all))
        {
            foreach (var part in all.EnumerateArray())
            {
                if (Wrong(part, value, at) is { } wrong)
                    return wrong;
            }
        }

        foreach (var key in (string[])["oneOf", "anyOf"])
        {
            if (!schema.TryGetProperty(key, out var choices))
                continue;
            var wrong = choices.EnumerateArray().Select(choice => Wrong(choice, value, at)).ToList();
            if (wrong.All(found => found is not null))
                return $"{at} is none of what it may be: {string.Join("; or ", wrong)}";
        }

        return null;
    }

    private static string? Type(JsonElement schema, JsonElement value, string at)
    {
        if (!schema.TryGetProperty("type", out var type))
            return null;
        var types = type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!).ToList() : [type.GetString()!];
        return types.Exists(one => Is(one, value)) ? null : $"{at} is a {value.ValueKind} and not a {string.Join(" or ", types)}";
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => throw new NotSupportedException($"The schema has a type {type}."),
    };

    private static string? Choice(JsonElement schema, JsonElement value, string at) =>
        schema.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)) ? $"{at} is {value.GetRawText()} and not one of {choices.GetRawText()}" : null;

    private string? Members(JsonElement schema, JsonElement value, string at)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray())
            {
                if (!value.TryGetProperty(name.GetString()!, out _))
                    return $"{at}.{name} is missing";
            }
        }

        var known = schema.TryGetProperty("properties", out var properties);
        foreach (var member in value.EnumerateObject())
        {
            var (inner, where) = (default(JsonElement), $"{at}.{member.Name}");
            if (known && properties.TryGetProperty(member.Name, out inner))
            {
                if (Wrong(inner, member.Value, where) is { } wrong)
                    return wrong;
            }
            else if (schema.TryGetProperty("additionalProperties", out inner) && (inner.ValueKind == JsonValueKind.False ? $"{where} is unknown" : Wrong(inner, member.Value, where)) is { } extra)
            {
                return extra;
            }
        }

        return null;
    }

    private string? Items(JsonElement schema, JsonElement value, string at)
    {
        var length = value.GetArrayLength();
        if (schema.TryGetProperty("minItems", out var least) && length < least.GetInt32())
            return $"{at} has {length} items and not {least} at least";
        if (schema.TryGetProperty("maxItems", out var most) && length > most.GetInt32())
            return $"{at} has {length} items and not {most} at most";
        return schema.TryGetProperty("items", out var items)
            ? value.EnumerateArray().Select((item, index) => Wrong(items, item, $"{at}[{index}]")).FirstOrDefault(wrong => wrong is not null)
            : null;
    }

    private static string? Text(JsonElement schema, string text, string at) =>
        schema.TryGetProperty("minLength", out var least) && text.Length < least.GetInt32() ? $"{at} is shorter than {least}"
        : schema.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32() ? $"{at} is longer than {most}"
        : schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.None, Patience) ? $"{at} does not match {pattern}"
        : null;

    private static string? Number(JsonElement schema, double number, string at) =>
        schema.TryGetProperty("minimum", out var least) && number < least.GetDouble() ? $"{at} is less than {least}"
        : schema.TryGetProperty("maximum", out var most) && number > most.GetDouble() ? $"{at} is more than {most}"
        : null;

    private JsonElement Find(string pointer) => pointer.Split('/').Skip(1).Aggregate(root, (found, name) => found.GetProperty(name));
}
