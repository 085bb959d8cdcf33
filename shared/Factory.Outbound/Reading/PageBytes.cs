namespace Factory.Outbound.Reading;

/// <summary>The beginning of an answer, as it is after decompression: a small answer that unpacks to a large one is cut like any other.</summary>
internal static class PageBytes
{
    public const int Most = 1 << 20;

    public static async Task<(ReadOnlyMemory<byte> Bytes, bool IsCut)> Read(Stream answer, CancellationToken ct)
    {
        var bytes = new byte[Most + 1];
        var read = await answer.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return (bytes.AsMemory(0, Math.Min(read, Most)), read > Most);
    }
}
