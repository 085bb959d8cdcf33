using Factory.Router.Anthropic;
using Factory.Router.Casting;
using Factory.Router.OpenAi;
using Factory.Router.Probing;

namespace Factory.Router.Protocols;

/// <summary>Puts together what asks a provider's model.</summary>
internal static class ProviderModels
{
    public static ProviderModel Create(IServiceProvider services, CastModel model)
    {
        var endpoint = Endpoint(model, services.GetRequiredService<ProviderHttp>());
        return new ProviderModel(model, new RequestPlanner(model, endpoint, services.GetRequiredService<ModelCards>()), Call(services, model, endpoint));
    }

    public static ProviderCall Call(IServiceProvider services, CastModel model, IProviderEndpoint endpoint) => new(
        model, endpoint, services.GetRequiredService<RequestRenderer>(), services.GetRequiredService<TokenEstimates>().For(model), services.GetRequiredService<TimeProvider>());

    public static IProviderEndpoint Endpoint(CastModel model, ProviderHttp http) => model.Provider switch
    {
        Provider.Anthropic => new AnthropicEndpoint(model, http),
        Provider.OpenAiResponses => new ResponsesEndpoint(model, http),
        _ => new OpenAiEndpoint(model, http),
    };
}
