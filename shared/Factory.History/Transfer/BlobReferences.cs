using System.Text.Json;

namespace Factory.History.Transfer;

/// <summary>Finds the blobs that JSON refers to: objects with an id, a hash and a size, however deep and whatever the case of their names.</summary>
internal static class BlobReferences
{
    public static IEnumerable<(Guid Id, string Sha256)> In(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => InObject(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(In),
        _ => [],
    };

    /// <summary>The same in text that may be JSON or anything else.</summary>
    public static IReadOnlyList<(Guid Id, string Sha256)> InText(ReadOnlyMemory<byte> text)
    {
        if (text.Length == 0 || text.Span[0] is not ((byte)'{' or (byte)'['))
            return [];
        try
        {
            using var document = JsonDocument.Parse(text);
            return [.. In(document.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<(Guid Id, string Sha256)> InObject(JsonElement element)
    {
        if (Property(element, "id") is { ValueKind: JsonValueKind.String } id && id.TryGetGuid(out var guid)
            && Property(element, "sha256") is { ValueKind: JsonValueKind.String } hash && hash.GetString() is { Length: 64 } sha256
            && Property(element, "size") is { ValueKind: JsonValueKind.Number })
            yield return (guid, sha256);
        foreach (var property in element.EnumerateObject())
        {
            foreach (var reference in In(property.Value))
                yield return reference;
        }
    }

    private static JsonElement? Property(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }
}
