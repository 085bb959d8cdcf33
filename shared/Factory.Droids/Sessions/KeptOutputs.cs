using Factory.Contracts;

namespace Factory.Droids.Sessions;

/// <summary>Whole outputs of results that were cut, by the short names that the model was told.</summary>
internal sealed class KeptOutputs
{
    private const int Most = 200;
    private const int HexDigits = 6;

    private readonly Dictionary<string, BlobRef> kept = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>A name that follows from the content: the same output again gives the same result again.</summary>
    public static string NameOf(BlobRef whole) => $"o{whole.Sha256[..HexDigits]}";

    public void Keep(BlobRef whole)
    {
        lock (kept)
        {
            if (kept.TryAdd(NameOf(whole), whole))
                order.Enqueue(NameOf(whole));
            if (order.Count > Most)
                kept.Remove(order.Dequeue());
        }
    }

    public BlobRef? Find(string name)
    {
        lock (kept)
        {
            return kept.GetValueOrDefault(name);
        }
    }
}
