using Factory.Router.Gateway.Forwarding;
using Factory.Router.Gateway.Requests;

namespace Factory.Router.Gateway.Translating;

/// <summary>A call of one protocol as another has it.</summary>
internal sealed class Translation
{
    public OutgoingBody Request => throw new NotSupportedException();

    public static Translation Of(GatewayCall call, Upstream upstream) =>
        throw RequestRefused.Invalid($"{upstream.Model.Name} speaks another protocol: POST /v1/{upstream.Protocol.Path()}.");

    public void Begin(HttpResponse response) => throw new NotSupportedException();

    public ReadOnlyMemory<byte> Translate(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

    public ReadOnlyMemory<byte> End() => throw new NotSupportedException();
}
