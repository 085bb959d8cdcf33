using System.Text.Json.Nodes;
using Factory.Servers;

namespace Factory.Router.Tests.Gateway;

/// <summary>A models file for the gateway's tests.</summary>
internal sealed class GatewayCasting
{
    /// <summary>A variable that is there, and that no test needs for something else.</summary>
    public const string KeyVariable = "PATH";

    private readonly JsonObject models = [];
    private readonly JsonObject roles = [];

    /// <summary>Adds a model at 1 dollar per million input tokens and 10 per million output tokens.</summary>
    public GatewayCasting Model(string name, string provider, string address)
    {
        models[name] = new JsonObject
        {
            ["provider"] = provider,
            ["baseUrl"] = address,
            ["model"] = $"{name}-1",
            ["inputUsdPerMillion"] = 1,
            ["outputUsdPerMillion"] = 10,
            ["maxOutputTokens"] = 1000,
            ["apiKeyEnvironment"] = KeyVariable,
        };
        return this;
    }

    public GatewayCasting Set(string model, string key, JsonNode? value)
    {
        models[model]![key] = value;
        return this;
    }

    /// <summary>Casts a role with models in their order.</summary>
    public GatewayCasting Role(string role, string first, params string[] fallbacks)
    {
        roles[role] = fallbacks.Length == 0 ? first : new JsonObject { ["model"] = first, ["fallbacks"] = new JsonArray([.. fallbacks.Select(name => JsonValue.Create(name))]) };
        return this;
    }

    /// <returns>Where it is.</returns>
    public string Write()
    {
        var path = Path.Combine(TestServers.NewFolder(), "factory.models.yaml");
        File.WriteAllText(path, new JsonObject { ["models"] = models, ["roles"] = roles }.ToJsonString());
        return path;
    }
}
