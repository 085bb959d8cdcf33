using System.Text.Json;

namespace Factory.Publisher.Trackers;

/// <summary>Looks into JSON that may be anything: what is not there, or of another kind, is nothing.</summary>
internal static class JsonLook
{
    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            element = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : default;
        return element;
    }

    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names) => element.At(names) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> names) => element.At(names) is { ValueKind: JsonValueKind.Array } found ? [.. found.EnumerateArray()] : [];
}
