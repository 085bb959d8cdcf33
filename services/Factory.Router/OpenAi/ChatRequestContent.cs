using System.ClientModel;
using Factory.Contracts.Runs;

namespace Factory.Router.OpenAi;

/// <summary>
/// A request's body that is rendered from history while it is written and keeps nothing of it: what stays in memory while a model thinks is the
/// run's id, not its transcript.
/// </summary>
internal sealed class ChatRequestContent(ChatRequestRenderer renderer, AskModel ask, ChatRequestHead head, long length) : BinaryContent
{
    /// <summary>Said in advance, since not every server takes a chunked request.</summary>
    public override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }

    public override Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default) => renderer.Write(ask, head, stream, cancellationToken);

    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("History is read asynchronously: call the model asynchronously.");

    public override void Dispose()
    {
    }
}
