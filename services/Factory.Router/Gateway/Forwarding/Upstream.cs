using Factory.Router.Casting;
using Yarp.ReverseProxy.Forwarder;

namespace Factory.Router.Gateway.Forwarding;

/// <summary>A model that the gateway can ask, and how. Made from the casting alone: nothing of a request has a say in it.</summary>
internal sealed class Upstream
{
    private const string AnthropicVersion = "2023-06-01";

    public Upstream(CastModel model)
    {
        Model = model;
        Protocol = model.Provider switch
        {
            Provider.Anthropic => Protocol.Messages,
            Provider.OpenAiResponses => Protocol.Responses,
            _ => Protocol.Chat,
        };
        Address = AddressOf(model, Protocol);
        Destination = Address.GetLeftPart(UriPartial.Authority);
        Whole = new ForwarderRequestConfig { ActivityTimeout = model.Timeout };
        Streamed = new ForwarderRequestConfig { ActivityTimeout = model.IdleTimeout < model.Timeout ? model.IdleTimeout : model.Timeout };
    }

    public CastModel Model { get; }

    public Protocol Protocol { get; }

    public Uri Address { get; }

    public string Destination { get; }

    /// <summary>How long there may be silence: all the time that a call has, where the answer comes at once.</summary>
    public ForwarderRequestConfig Whole { get; }

    public ForwarderRequestConfig Streamed { get; }

    /// <summary>Puts the provider's key on a request that carries none.</summary>
    public void Authorize(HttpRequestMessage request)
    {
        var key = Model.Key.Reveal();
        switch (Model.Provider)
        {
            case Provider.Anthropic:
                request.Headers.TryAddWithoutValidation("x-api-key", key);
                if (!request.Headers.Contains("anthropic-version"))
                {
                    request.Headers.TryAddWithoutValidation("anthropic-version", AnthropicVersion);
                }

                break;
            case Provider.AzureOpenAi:
                request.Headers.TryAddWithoutValidation("api-key", key);
                break;
            default:
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
                break;
        }
    }

    private static Uri AddressOf(CastModel model, Protocol protocol)
    {
        var root = model.BaseUrl!.AbsoluteUri.TrimEnd('/');
        return model.Provider switch
        {
            Provider.AzureOpenAi => new Uri($"{root}/openai/deployments/{Uri.EscapeDataString(model.Model)}/chat/completions?api-version={Uri.EscapeDataString(model.ApiVersion)}"),
            // Anthropic's own packages take the address without the version.
            Provider.Anthropic when !root.EndsWith("/v1", StringComparison.Ordinal) => new Uri($"{root}/v1/{protocol.Path()}"),
            _ => new Uri($"{root}/{protocol.Path()}"),
        };
    }
}
