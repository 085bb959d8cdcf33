using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads members that may be missing or of another kind.</summary>
internal static class Json
{
    public static string? Text(this JsonElement element, string name) => element.Find(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static long? Number(this JsonElement element, string name) => element.Find(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    public static bool IsTrue(this JsonElement element, string name) => element.Find(name) is { ValueKind: JsonValueKind.True };

    /// <summary>Null also where it is null.</summary>
    public static JsonElement? Find(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.Find(name) is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>Writes a member that another protocol had, as it was.</summary>
    public static void Write(this Utf8JsonWriter json, string name, JsonElement? value)
    {
        if (value is { } known)
        {
            json.WritePropertyName(name);
            known.WriteTo(json);
        }
    }
}
