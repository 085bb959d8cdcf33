using Factory.Router.Gateway.Requests;

namespace Factory.Router.Gateway.Translating;

/// <summary>A request that was written anew.</summary>
internal sealed class TranslatedBody(ReadOnlyMemory<byte> bytes) : OutgoingBody
{
    private int place;

    public override long? ContentLength => bytes.Length;

    public override bool IsSent => place == bytes.Length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = Math.Min(buffer.Length, bytes.Length - place);
        bytes.Slice(place, count).CopyTo(buffer);
        place += count;
        return ValueTask.FromResult(count);
    }
}
