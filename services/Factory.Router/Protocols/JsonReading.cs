using System.Text.Json;

namespace Factory.Router.Protocols;

/// <summary>Reads JSON that may lack anything or have it in another form.</summary>
internal static class JsonReading
{
    public static bool Has(this JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }

    public static string? Text(this JsonElement element, string name) => element.Has(name, JsonValueKind.String, out var value) ? value.GetString() : null;

    public static long? Number(this JsonElement element, string name) => element.Has(name, JsonValueKind.Number, out var value) && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A count of tokens; null where there is none that can be.</summary>
    public static long? Tokens(this JsonElement element, string name) => element.Number(name) is { } tokens and >= 0 ? tokens : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Has(name, JsonValueKind.Array, out var items) ? items.EnumerateArray() : [];

    public static JsonElement Object(this JsonElement element, string name) => element.Has(name, JsonValueKind.Object, out var value) ? value : default;
}
