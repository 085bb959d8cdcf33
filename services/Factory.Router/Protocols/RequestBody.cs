namespace Factory.Router.Protocols;

/// <summary>
/// A request's body that is rendered from history while it is written and keeps nothing of it: what stays in memory while a model thinks is the run's id, not
/// its transcript.
/// </summary>
/// <param name="write">Renders it.</param>
/// <param name="length">In bytes. Said in advance, since not every server takes a chunked request.</param>
internal sealed class RequestBody(Func<Stream, CancellationToken, Task> write, long length)
{
    public long Length => length;

    /// <summary>Whether all of it went out: from then on the provider may charge for it.</summary>
    public bool IsSent { get; private set; }

    public async Task Write(Stream stream, CancellationToken cancellationToken)
    {
        await write(stream, cancellationToken);
        IsSent = true;
    }
}
