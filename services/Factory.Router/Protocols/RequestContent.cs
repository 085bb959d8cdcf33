using System.ClientModel;

namespace Factory.Router.Protocols;

/// <summary>A request's body for the OpenAI package.</summary>
internal sealed class RequestContent(RequestBody body) : BinaryContent
{
    public override bool TryComputeLength(out long computed)
    {
        computed = body.Length;
        return true;
    }

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) => body.Write(stream, cancellationToken);

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("History is read asynchronously: call the model asynchronously.");

    public override void Dispose()
    {
    }
}
