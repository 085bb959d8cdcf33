using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Router.Tests.Protocols;

/// <summary>A router whose coder is played by the scripted model in one protocol.</summary>
internal static class Spoken
{
    public const string Coder = "scripted-coder";

    /// <summary>Every protocol, whole and streamed.</summary>
    public static TheoryData<string, bool> Everything { get; } = new()
    {
        { "openai-compatible", false }, { "openai-compatible", true }, { "openai", false }, { "openai", true }, { "azure", false }, { "azure", true },
        { "openai-responses", false }, { "openai-responses", true }, { "anthropic", false }, { "anthropic", true },
    };

    public static Task<RouterHost> Start(string provider, bool streams, Action<ScriptedModelServer, ScriptedCasting>? more = null) => RouterHost.Start((server, casting) =>
    {
        In(casting, server, Coder, provider, streams);
        casting.Set(Coder, "attempts", 1);
        more?.Invoke(server, casting);
    });

    public static ScriptedCasting In(ScriptedCasting casting, ScriptedModelServer server, string model, string provider, bool streams)
    {
        casting.Set(model, "provider", provider).Set(model, "capabilities", new System.Text.Json.Nodes.JsonObject { ["streaming"] = streams });
        return provider == "azure" ? casting.Set(model, "baseUrl", server.BaseUrl.GetLeftPart(UriPartial.Authority)) : casting;
    }

    /// <summary>The coder's model without any choosing and trying again around it.</summary>
    public static IModel Model(RouterHost router, string provider, bool streams, Func<CastModel, CastModel>? change = null)
    {
        var model = new CastModel
        {
            Name = Coder,
            Provider = provider switch
            {
                "openai" => Provider.OpenAi,
                "openai-responses" => Provider.OpenAiResponses,
                "azure" => Provider.AzureOpenAi,
                "anthropic" => Provider.Anthropic,
                _ => Provider.OpenAiCompatible,
            },
            Model = "coder",
            Price = new Price(1, 10),
            BaseUrl = provider == "azure" ? new Uri(router.Model.BaseUrl.GetLeftPart(UriPartial.Authority)) : router.Model.BaseUrl,
            Streaming = streams,
        };
        return router.Services.GetRequiredService<Func<CastModel, IModel>>()(change?.Invoke(model) ?? model);
    }
}
