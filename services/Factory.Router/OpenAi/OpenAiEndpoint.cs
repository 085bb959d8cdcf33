using System.ClientModel;
using System.ClientModel.Primitives;
using Factory.Router.Casting;
using Factory.Router.Protocols;
using OpenAI;
using OpenAI.Chat;

namespace Factory.Router.OpenAi;

/// <summary>Chat Completions of OpenAI, of Azure, and of all that are compatible, by OpenAI's package.</summary>
internal sealed class OpenAiEndpoint : IProviderEndpoint
{
    private readonly ChatClient client;

    public OpenAiEndpoint(CastModel model, ProviderHttp http)
    {
        var provider = model.BaseUrl?.Host == "api.openai.com" ? Provider.OpenAi : model.Provider;
        Writer = new ChatWriter(provider);
        var key = new ApiKeyCredential(model.Key.Reveal());
        client = provider == Provider.AzureOpenAi
            ? new ChatClient(model.Model, ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(key, "api-key"), Azure(model, http))
            : new ChatClient(model.Model, key, Options(model, model.BaseUrl!, http));
    }

    public IRequestWriter Writer { get; }

    public IAnswerReader Reader { get; } = new ChatReader();

    public async Task<ProviderResponse> Send(RequestBody body, bool streams, CancellationToken cancellationToken)
    {
        var result = await client.CompleteChatAsync(new RequestContent(body), Unbuffered(streams, cancellationToken));
        return Wrapped(result.GetRawResponse());
    }

    /// <param name="streams">Said to the provider by a header, behind the package's back: see <see cref="RequestPolicy"/>.</param>
    public static RequestOptions Unbuffered(bool streams, CancellationToken cancellationToken)
    {
        var options = new RequestOptions { BufferResponse = false, CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow };
        options.SetHeader("Accept", "application/json");
        if (streams)
            options.AddPolicy(RequestPolicy.Streams, PipelinePosition.PerTry);
        return options;
    }

    public static ProviderResponse Wrapped(PipelineResponse response) =>
        new(response.Status, name => response.Headers.TryGetValue(name, out var value) ? value : null, response.ContentStream ?? Stream.Null, response);

    private static OpenAIClientOptions Azure(CastModel model, ProviderHttp http)
    {
        var resource = model.BaseUrl!.AbsoluteUri.TrimEnd('/');
        var options = Options(model, new Uri($"{resource}/openai/deployments/{Uri.EscapeDataString(model.Model)}"), http);
        options.AddPolicy(RequestPolicy.WithVersion(model.ApiVersion), PipelinePosition.PerCall);
        return options;
    }

    private static OpenAIClientOptions Options(CastModel model, Uri url, ProviderHttp http) => new()
    {
        Endpoint = url,
        NetworkTimeout = model.Timeout,

        // Tried again by the router, which knows the fallbacks.
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        Transport = new HttpClientPipelineTransport(http.Client),
    };
}
