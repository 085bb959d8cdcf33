using System.Text.Json;

namespace Factory.SignalIntake.GitHub;

/// <summary>Looks into JSON that may be anything: what is not there, or of another kind, is nothing.</summary>
internal static class JsonReading
{
    public static JsonElement At(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : default;

    public static string? Text(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    public static long? Number(this JsonElement element, string name) =>
        element.At(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var number) ? number : null;
}
