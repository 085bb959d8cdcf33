using System.Text.Json.Nodes;
using Factory.Servers;

namespace Factory.ScriptedModel;

/// <summary>A models file that casts roles with the models of a scripted server, for tests to change and write.</summary>
public sealed class ScriptedCasting(ScriptedModelServer server)
{
    private readonly JsonObject models = [];
    private readonly JsonObject roles = [];

    /// <summary>The whole file, for what a test adds to it.</summary>
    public JsonObject File { get; } = [];

    /// <summary>Where it was written to; null before.</summary>
    public string? Path { get; private set; }

    /// <summary>Whether anything is cast.</summary>
    public bool IsEmpty => models.Count == 0 && File.Count == 0;

    /// <summary>Adds a model of the server, free of charge. Retries come quickly.</summary>
    /// <param name="name">Its name in the casting.</param>
    /// <param name="model">Its name at the server.</param>
    public ScriptedCasting Model(string name, string model)
    {
        models[name] = new JsonObject
        {
            ["provider"] = "openai-compatible",
            ["baseUrl"] = server.BaseUrl.AbsoluteUri,
            ["model"] = model,
            ["inputUsdPerMillion"] = 0,
            ["outputUsdPerMillion"] = 0,
            ["retryDelay"] = "00:00:00.010",
        };
        return this;
    }

    /// <summary>Changes a key of a model.</summary>
    public ScriptedCasting Set(string model, string key, JsonNode? value)
    {
        models[model]![key] = value;
        return this;
    }

    /// <summary>Casts a role: with the name of a model, or a section of the file.</summary>
    public ScriptedCasting Role(string role, JsonNode? cast)
    {
        roles[role] = cast;
        return this;
    }

    /// <summary>Nothing is cast any more.</summary>
    public void Clear()
    {
        models.Clear();
        roles.Clear();
    }

    /// <summary>Writes the file, at once for whoever reads it meanwhile, and gives the configuration that names it; none when nothing is cast.</summary>
    public IReadOnlyDictionary<string, string?> Write(string? path = null)
    {
        if (IsEmpty)
            return new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Path = path ?? Path ?? System.IO.Path.Combine(TestServers.NewFolder(), "factory.models.yaml");
        var file = File.DeepClone().AsObject();
        file["models"] = models.DeepClone();
        file["roles"] = roles.DeepClone();
        System.IO.File.WriteAllText($"{Path}.new", file.ToJsonString());
        System.IO.File.Move($"{Path}.new", Path, overwrite: true);
        return new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase) { ["Factory:ModelsFile"] = Path };
    }
}
