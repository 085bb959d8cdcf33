namespace Factory.SignalIntake.Receiving;

/// <summary>The raw bytes of a request, bounded.</summary>
internal static class RequestBytes
{
    private const int FirstBytes = 65_536;

    /// <summary>Takes memory for what arrives and not for what is announced.</summary>
    /// <param name="what">What it is, for the refusal.</param>
    /// <param name="arrived">Told how many bytes came, each time; may throw.</param>
    /// <exception cref="SignalRefused">It has more bytes than it may.</exception>
    public static async Task<byte[]> Read(HttpRequest request, int largest, string what, CancellationToken ct, Action<int>? arrived = null)
    {
        var tooLarge = () => SignalRefused.TooLarge("The request is too large", $"{what} may have {largest:n0} bytes.");
        if (request.ContentLength > largest)
            throw tooLarge();
        var bytes = new byte[Math.Min(request.ContentLength ?? FirstBytes, FirstBytes)];
        for (var count = 0; ;)
        {
            if (count == bytes.Length && count == request.ContentLength)
                return bytes;
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * count, request.ContentLength ?? (largest + 1)));
            var read = await request.Body.ReadAsync(bytes.AsMemory(count), ct);
            if (read == 0)
                return bytes[..count];
            count += read;
            if (count > largest)
                throw tooLarge();
            arrived?.Invoke(read);
        }
    }
}
