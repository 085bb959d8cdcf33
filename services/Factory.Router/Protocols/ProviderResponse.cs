namespace Factory.Router.Protocols;

/// <summary>What a provider sent back, whichever package brought it. Its body is still on the wire.</summary>
internal sealed class ProviderResponse(int status, Func<string, string?> header, Stream body, IDisposable owner) : IDisposable
{
    public int Status => status;

    /// <summary>A header's first value, or null.</summary>
    public Func<string, string?> Header => header;

    public Stream Body => body;

    public bool IsStreamed => header("Content-Type") is { } type && type.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase);

    public void Dispose() => owner.Dispose();
}
