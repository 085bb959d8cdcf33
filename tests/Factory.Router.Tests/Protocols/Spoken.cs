using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;

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
}
