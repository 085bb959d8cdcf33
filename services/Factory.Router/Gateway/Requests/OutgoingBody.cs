namespace Factory.Router.Gateway.Requests;

/// <summary>A request's body as a provider gets it.</summary>
internal abstract class OutgoingBody : Stream
{
    /// <summary>Null where it is not known before its end.</summary>
    public abstract long? ContentLength { get; }

    /// <summary>Whether nothing that is held is needed any more.</summary>
    public abstract bool IsSent { get; }

    /// <summary>Why what came later cannot be passed on; null while it can.</summary>
    public RequestRefused? Refused { get; protected set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public abstract override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
