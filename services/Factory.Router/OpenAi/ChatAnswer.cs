using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Router.Transcripts;

namespace Factory.Router.OpenAi;

/// <param name="InputTokens">As the provider counts; null where it does not say.</param>
internal sealed record ChatAnswer(Answer Answer, long? InputTokens, long? OutputTokens)
{
    /// <summary>Reads a chat completion.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static async Task<ChatAnswer> Read(Stream body, int turn, CancellationToken cancellationToken)
    {
        using var document = await JsonDocument.ParseAsync(body, default, cancellationToken);
        var root = document.RootElement;
        if (!Has(root, "choices", JsonValueKind.Array, out var choices) || choices.GetArrayLength() == 0 || !Has(choices[0], "message", JsonValueKind.Object, out var message))
        {
            throw new JsonException("The answer has no choice with a message.");
        }

        var answer = new Answer(Text(message), [.. Calls(message, turn)]);
        var usage = Has(root, "usage", JsonValueKind.Object, out var found) ? found : default;
        return new ChatAnswer(answer, Tokens(usage, "prompt_tokens"), Tokens(usage, "completion_tokens"));
    }

    private static string Text(JsonElement message) =>
        Has(message, "content", JsonValueKind.String, out var content) ? content.GetString()!
        : Has(message, "content", JsonValueKind.Array, out var parts) ? string.Concat(parts.EnumerateArray().Select(part => Has(part, "text", JsonValueKind.String, out var text) ? text.GetString() : null))
        : Has(message, "refusal", JsonValueKind.String, out var refusal) ? refusal.GetString()!
        : "";

    private static IEnumerable<ToolCall> Calls(JsonElement message, int turn) =>
        Has(message, "tool_calls", JsonValueKind.Array, out var calls) ? calls.EnumerateArray().Select((call, index) => Call(call, turn, index + 1)) : [];

    private static ToolCall Call(JsonElement call, int turn, int index)
    {
        var function = Has(call, "function", JsonValueKind.Object, out var found) ? found : throw new JsonException("A tool call has no function.");
        var name = Has(function, "name", JsonValueKind.String, out var text) ? text.GetString()! : "";
        return new ToolCall(CallIds.Of(turn, index), name, Arguments(function));
    }

    /// <summary>As the model wrote them, malformed or not; the computer tells the model. Some servers send an object instead of text.</summary>
    private static string Arguments(JsonElement function) =>
        !function.TryGetProperty("arguments", out var arguments) ? "{}"
        : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()!
        : arguments.GetRawText();

    private static long? Tokens(JsonElement usage, string name) =>
        usage.ValueKind == JsonValueKind.Object && usage.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var tokens) && tokens >= 0
            ? tokens
            : null;

    private static bool Has(JsonElement element, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind == kind;
    }
}
