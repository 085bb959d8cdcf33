using Factory.Router.Gateway.Forwarding;
using Factory.Router.Gateway.Keys;
using Factory.Router.Gateway.Requests;

namespace Factory.Router.Gateway;

/// <summary>One request of a person's tool.</summary>
/// <param name="Started">A timestamp of the clock.</param>
internal sealed record GatewayCall(HttpContext Context, Protocol Protocol, GatewayPerson Person, HeldBody Body, IReadOnlyList<Upstream> Upstreams, long Started)
{
    private const int BytesPerToken = 4;

    public RequestFields Fields => Body.Fields;

    /// <summary>About what a model reads of it: as its length tells, and as much as the model can where nobody knows the length.</summary>
    public long InputTokens(int contextTokens) =>
        Body.Complete ? Body.Length / BytesPerToken
        : Body.ContentLength is { } length ? length / BytesPerToken
        : contextTokens;
}
