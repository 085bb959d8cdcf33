namespace Factory.SignalIntake.Receiving;

/// <summary>The raw bytes of a request, bounded.</summary>
internal static class RequestBytes
{
    /// <param name="what">What it is, for the refusal.</param>
    /// <exception cref="SignalRefused">It has more bytes than it may.</exception>
    public static async Task<byte[]> Read(HttpRequest request, int largest, string what, CancellationToken ct)
    {
        var tooLarge = () => SignalRefused.TooLarge("The request is too large", $"{what} may have {largest:n0} bytes.");
        if (request.ContentLength is { } length)
        {
            if (length > largest)
                throw tooLarge();
            var whole = new byte[length];
            return whole[..await request.Body.ReadAtLeastAsync(whole, whole.Length, throwOnEndOfStream: false, ct)];
        }

        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > largest)
                throw tooLarge();
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
