using System.Text.Json;

namespace Factory.ScriptedModel.Checking;

/// <summary>
/// What a provider would refuse a request for: fields that it does not have or that have the wrong form, and calls without results. Where the variable
/// <c>FACTORY_OPENAPI</c> names OpenAI's published description (openapi.json), its requests are held against that too.
/// </summary>
internal static class RequestCheck
{
    private const int CacheMarksAtMost = 4;

    private static readonly string[] Removed = ["temperature", "top_p", "top_k"];

    private static readonly Dictionary<ScriptedProtocol, JsonSchema> Schemas = new()
    {
        [ScriptedProtocol.ChatCompletions] = new(Resource("chat-completions")),
        [ScriptedProtocol.Responses] = new(Resource("responses")),
        [ScriptedProtocol.Messages] = new(Resource("messages")),
    };

    private static readonly JsonSchema? Published = Environment.GetEnvironmentVariable("FACTORY_OPENAPI") is { Length: > 0 } file ? new JsonSchema(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement) : null;

    /// <summary>Null for nothing.</summary>
    public static string? Wrong(ScriptedRequest request) =>
        request.Body.ValueKind == JsonValueKind.Undefined ? null
        : Schemas[request.Protocol].Wrong(request.Body) ?? ByThePublished(request) ?? Calls(request) ?? (request.Protocol == ScriptedProtocol.Messages ? Messages(request) : null);

    private static string? ByThePublished(ScriptedRequest request) => request.Protocol switch
    {
        ScriptedProtocol.ChatCompletions => Published?.Wrong("#/components/schemas/CreateChatCompletionRequest", request.Body),
        ScriptedProtocol.Responses => Published?.Wrong("#/components/schemas/CreateResponse", request.Body),
        _ => null,
    };

    /// <summary>Every call is answered, at once, and nothing is answered that was not called.</summary>
    private static string? Calls(ScriptedRequest request)
    {
        var open = new List<string>();
        foreach (var message in request.Messages)
        {
            if (message.Role == "tool")
            {
                if (!open.Remove(message.CallId ?? ""))
                    return $"the result of {message.CallId} answers no call before it";
                continue;
            }

            if (open.Count > 0)
                return $"the calls {string.Join(", ", open)} have no result";
            if (message.Calls.Select(call => call.Id).Distinct().Count() < message.Calls.Count)
                return "two calls have one id";
            open.AddRange(message.Calls.Select(call => call.Id ?? ""));
        }

        return open.Count > 0 ? $"the calls {string.Join(", ", open)} have no result" : null;
    }

    private static string? Messages(ScriptedRequest request) =>
        request.Version is null ? "the header anthropic-version is missing"
        : request.Version == "2026-10-21" && Array.Find(Removed, name => request.Body.TryGetProperty(name, out _)) is { } removed ? $"{removed} is not taken any more since 2026-10-21"
        : request.Body.GetRawText().Split("\"cache_control\":").Length - 1 is var marks and > CacheMarksAtMost ? $"there are {marks} cache marks and not {CacheMarksAtMost} at most"
        : request.Body.GetProperty("messages")[0].GetProperty("role").GetString() != "user" ? "the first message is not the user's"
        : null;

    private static JsonElement Resource(string name)
    {
        using var stream = typeof(RequestCheck).Assembly.GetManifestResourceStream($"Factory.ScriptedModel.Checking.{name}.json")!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
