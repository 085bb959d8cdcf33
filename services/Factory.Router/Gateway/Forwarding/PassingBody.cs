using Factory.Router.Gateway.Metering;
using Factory.Router.Gateway.Translating;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>An answer on its way to the caller: counted as it passes, translated where that is needed, and sent on at once.</summary>
internal sealed class PassingBody(Stream caller, UsageMeter meter, Translation? translation, long longest, Action firstByte) : Stream
{
    private long passed;
    private bool answers;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => passed;
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        passed += buffer.Length;
        if (passed > longest)
        {
            throw new InvalidDataException($"The answer is longer than {longest} bytes.");
        }

        meter.Read(buffer.Span);
        var bytes = translation is null ? buffer : translation.Translate(buffer.Span);
        if (bytes.IsEmpty)
        {
            return ValueTask.CompletedTask;
        }

        if (!answers)
        {
            answers = true;
            firstByte();
        }

        return caller.WriteAsync(bytes, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => caller.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
