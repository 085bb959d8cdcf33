namespace Factory.Publisher.GitHub.Asking;

/// <summary>Reads answers whose size the other side chooses.</summary>
internal static class BoundedBody
{
    /// <exception cref="GitHubAway">It is larger.</exception>
    public static async Task<byte[]> Read(HttpContent content, int largest, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer, ct)) > 0)
        {
            if (kept.Length + read > largest)
                throw new GitHubAway($"The forge's answer has more than {largest:N0} bytes; no more is read.");
            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }

    /// <summary>The end of it, reading no more than <paramref name="most"/>.</summary>
    /// <returns>And whether something stands before it that was left out.</returns>
    public static async Task<(byte[] Tail, bool Cut)> Tail(HttpContent content, int kept, long most, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var ring = new byte[kept];
        var buffer = new byte[16 * 1024];
        long total = 0;
        int read;
        while (total < most && (read = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most - total)), ct)) > 0)
        {
            for (var i = 0; i < read; i++)
                ring[(total + i) % kept] = buffer[i];
            total += read;
        }

        if (total <= kept)
            return (ring[..(int)total], false);
        var start = (int)(total % kept);
        return ([.. ring[start..], .. ring[..start]], true);
    }
}
