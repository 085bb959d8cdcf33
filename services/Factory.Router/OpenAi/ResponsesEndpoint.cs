using System.ClientModel;
using System.ClientModel.Primitives;
using Factory.Router.Casting;
using Factory.Router.Protocols;
using OpenAI.Responses;

namespace Factory.Router.OpenAi;

/// <summary>OpenAI's Responses, by the protocol method of OpenAI's package.</summary>
internal sealed class ResponsesEndpoint(CastModel model, ProviderHttp http) : IProviderEndpoint
{
    private readonly ResponsesClient client = new(new ApiKeyCredential(model.Key.Reveal()), new ResponsesClientOptions
    {
        Endpoint = model.BaseUrl,
        NetworkTimeout = model.Timeout,

        // Tried again by the router, which knows the fallbacks.
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        Transport = new HttpClientPipelineTransport(http.Client),
    });

    public IRequestWriter Writer { get; } = new ResponsesWriter();

    public IAnswerReader Reader { get; } = new ResponsesReader();

    public async Task<ProviderResponse> Send(RequestBody body, bool streams, CancellationToken cancellationToken)
    {
        var result = await client.CreateResponseAsync(new RequestContent(body), OpenAiEndpoint.Unbuffered(streams, cancellationToken));
        return OpenAiEndpoint.Wrapped(result.GetRawResponse());
    }
}
