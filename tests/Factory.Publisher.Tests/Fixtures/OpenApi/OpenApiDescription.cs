using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Factory.Emulators;
using Json.Schema;

namespace Factory.Publisher.Tests.Fixtures.OpenApi;

/// <summary>GitHub's own description of its REST API: what may be asked, and what is answered.</summary>
internal sealed class OpenApiDescription
{
    private static readonly Lazy<Task<OpenApiDescription>> Once = new(Load);
    private static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List };

    private readonly JsonObject document;
    private readonly List<(Regex Path, string Template)> paths;
    private readonly Dictionary<string, JsonSchema> schemas = new(StringComparer.Ordinal);

    private OpenApiDescription(JsonObject document)
    {
        this.document = document;

        // Of two that match, the one with fewer parameters is meant.
        paths = [.. Section("paths").Select(path => path.Key).OrderBy(path => path.Count(character => character == '{')).ThenByDescending(path => path.Length).Select(path => (Shape(path), path))];
    }

    public static Task<OpenApiDescription> Read() => Once.Value;

    /// <summary>What is wrong with an exchange, by the description.</summary>
    public IEnumerable<string> Problems(string method, string pathAndQuery, byte[]? request, int status, byte[] answer, bool holdAnswer)
    {
        var parts = pathAndQuery.Split('?', 2);
        var template = paths.Where(path => path.Path.IsMatch(parts[0]) && Section("paths", path.Template)[method.ToLowerInvariant()] is not null).Select(path => path.Template).FirstOrDefault();
        if (template is null)
            return [$"{method} {parts[0]} is not described"];
        var operation = Section("paths", template)[method.ToLowerInvariant()]!.AsObject();
        var name = $"{method} {template}";
        return [.. OfQuery(name, operation, parts.ElementAtOrDefault(1)), .. OfRequest(name, operation, request), .. holdAnswer ? OfAnswer(name, operation, status, answer) : []];
    }

    /// <summary>An answer as the description gives one for example.</summary>
    public JsonNode Example(string method, string template, int status)
    {
        var media = Resolve(Section("paths", template)[method]!["responses"]![status.ToString(System.Globalization.CultureInfo.InvariantCulture)]!)["content"]!["application/json"]!;
        return ExampleOf(media)!.DeepClone();
    }

    private JsonNode? ExampleOf(JsonNode media) => media["example"] ?? (media["examples"] is { } examples ? Resolve(examples.AsObject().First().Value!)["value"] : null);

    private IEnumerable<string> OfQuery(string name, JsonObject operation, string? query)
    {
        var known = (operation["parameters"]?.AsArray() ?? []).Select(parameter => Resolve(parameter!)).Where(parameter => (string?)parameter["in"] == "query").Select(parameter => (string)parameter["name"]!).ToHashSet(StringComparer.Ordinal);
        return (query?.Split('&', StringSplitOptions.RemoveEmptyEntries) ?? []).Select(pair => pair.Split('=')[0]).Where(key => !known.Contains(key)).Select(key => $"{name}: no parameter {key} is described");
    }

    private IEnumerable<string> OfRequest(string name, JsonObject operation, byte[]? body)
    {
        var described = operation["requestBody"] is { } request ? Resolve(request) : null;
        if (body is null || body.Length == 0)
            return (bool?)described?["required"] is true ? [$"{name}: a body is required"] : [];
        return described?["content"]?["application/json"]?["schema"] is { } schema ? Against($"{name} request", schema, body) : [$"{name}: no body is described"];
    }

    private IEnumerable<string> OfAnswer(string name, JsonObject operation, int status, byte[] body)
    {
        var answers = operation["responses"]!.AsObject();
        var described = answers[status.ToString(System.Globalization.CultureInfo.InvariantCulture)];

        // Limits, faults of servers and missing rights may be answered to anything.
        if (described is null)
            return status is 304 or 401 or 403 or 404 or 422 or 429 or >= 500 ? [] : [$"{name}: the answer {status} is not described"];
        if (Resolve(described)["content"]?["application/json"] is not { } media || media["schema"] is not { } schema)
            return [];

        // Some of its own examples are not as it describes them: an answer made of one is no better.
        var example = ExampleOf(media);
        var known = example is null ? [] : Against($"{name} answer {status}", schema, JsonSerializer.SerializeToUtf8Bytes(example)).ToHashSet(StringComparer.Ordinal);
        return Against($"{name} answer {status}", schema, body).Where(problem => !known.Contains(problem));
    }

    private IEnumerable<string> Against(string name, JsonNode schema, byte[] body)
    {
        JsonDocument parsed;
        try
        {
            parsed = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return [$"{name}: it is not JSON"];
        }

        using (parsed)
        {
            var result = Schema(name, schema).Evaluate(parsed.RootElement, Listed);
            return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{name} {detail.InstanceLocation}: {error.Value}")).Distinct(StringComparer.Ordinal).DefaultIfEmpty($"{name}: it is not as described")];
        }
    }

    private JsonSchema Schema(string name, JsonNode schema)
    {
        lock (schemas)
        {
            if (schemas.TryGetValue(name, out var known))
                return known;
            var definitions = new JsonObject();
            var root = Converted(schema.DeepClone(), definitions).AsObject();
            root["$defs"] = definitions;
            return schemas[name] = JsonSchema.FromText(root.ToJsonString());
        }
    }

    /// <summary>OpenAPI 3.0 writes what may be null in a way of its own.</summary>
    private JsonNode Converted(JsonNode node, JsonObject definitions)
    {
        if (node is JsonArray array)
            return new JsonArray([.. array.Select(item => item is null ? null : Converted(item.DeepClone(), definitions))]);
        if (node is not JsonObject schema)
            return node;
        if (schema["$ref"] is JsonValue reference)
            return new JsonObject { ["$ref"] = Defined(reference.GetValue<string>(), definitions) };
        var kept = new JsonObject();
        foreach (var (key, value) in schema)
        {
            if (value is null || key is "nullable" or "example" or "examples" or "description" or "title" or "default" or "format" or "deprecated" or "readOnly" or "writeOnly" or "discriminator" or "externalDocs" || key.StartsWith("x-", StringComparison.Ordinal))
                continue;
            kept[key] = key == "properties"
                ? new JsonObject(value.AsObject().Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Converted(property.Value!.DeepClone(), definitions))))
                : Converted(value.DeepClone(), definitions);
        }

        return (bool?)schema["nullable"] is true ? new JsonObject { ["anyOf"] = new JsonArray(kept, new JsonObject { ["type"] = "null" }) } : kept;
    }

    private string Defined(string reference, JsonObject definitions)
    {
        var name = reference[(reference.LastIndexOf('/') + 1)..];
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = new JsonObject();
            definitions[name] = Converted(Section("components", "schemas", name).DeepClone(), definitions);
        }

        return $"#/$defs/{name}";
    }

    private static Regex Shape(string template) => new(
        $"^{string.Join('/', template.Split('/').Select(part => part is "{ref}" or "{path}" ? ".+" : part.StartsWith('{') ? "[^/]+" : Regex.Escape(part)))}$", RegexOptions.None, TimeSpan.FromSeconds(5));

    private JsonObject Resolve(JsonNode node) => node["$ref"] is { } reference ? Section(((string)reference!).Split('/')[1..]) : node.AsObject();

    private JsonObject Section(params string[] names) => names.Aggregate((JsonNode)document, (node, name) => node[name]!).AsObject();

    private static async Task<OpenApiDescription> Load() => new(JsonNode.Parse(await NpmPackage.GitHubOpenApi.File("package/generated/api.github.com.json"))!.AsObject());
}
