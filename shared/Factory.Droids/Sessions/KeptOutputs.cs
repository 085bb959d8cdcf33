using Factory.Contracts;

namespace Factory.Droids.Sessions;

/// <summary>Whole outputs of results that were cut, by the short names that the model was told.</summary>
internal sealed class KeptOutputs
{
    private const int Most = 200;
    private const int HexDigits = 6;

    private readonly Dictionary<string, (BlobRef Whole, string? Origin)> kept = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>A name that follows from the content: the same output again gives the same result again.</summary>
    public static string NameOf(BlobRef whole) => $"o{whole.Sha256[..HexDigits]}";

    /// <param name="origin">Whose words it is, where it was quoted; null for the workspace's own.</param>
    public void Keep(BlobRef whole, string? origin = null)
    {
        lock (kept)
        {
            if (kept.TryAdd(NameOf(whole), (whole, origin)))
                order.Enqueue(NameOf(whole));
            if (order.Count > Most)
                kept.Remove(order.Dequeue());
        }
    }

    public (BlobRef Whole, string? Origin)? Find(string name)
    {
        lock (kept)
        {
            return kept.TryGetValue(name, out var found) ? found : null;
        }
    }
}
