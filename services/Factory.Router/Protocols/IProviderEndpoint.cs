using Factory.Router.Casting;

namespace Factory.Router.Protocols;

/// <summary>Where requests of one model go, by the provider's own package.</summary>
internal interface IProviderEndpoint
{
    IRequestWriter Writer { get; }

    IAnswerReader Reader { get; }

    /// <summary>Sends a request and comes back with the answer's head.</summary>
    /// <exception cref="HttpRequestException">The connection broke.</exception>
    Task<ProviderResponse> Send(RequestBody body, bool streams, CancellationToken cancellationToken);
}
