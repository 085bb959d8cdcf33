using System.Text.Json;
using Factory.Router.Protocols;

namespace Factory.Router.OpenAi;

/// <summary>Answers of Chat Completions, by OpenAI and by all that are said to be compatible.</summary>
internal sealed class ChatReader : IAnswerReader
{
    public void Whole(JsonElement answer, AnswerDraft draft)
    {
        ThrowIfError(answer);
        var choice = answer.Items("choices").FirstOrDefault();
        ThrowIfError(choice);
        if (!choice.Has("message", JsonValueKind.Object, out var message))
            throw new JsonException("The answer has no choice with a message.");
        Add(message, draft, whole: true);
        draft.Stop = StopOf(choice.Text("finish_reason")) is var stop and not Stop.Unknown ? stop : Stop.Done;
        Count(answer, draft);
        draft.Ended = true;
    }

    public void Event(string type, JsonElement data, AnswerDraft draft)
    {
        ThrowIfError(data);
        if (type == "error")
            throw ProviderError.From(data);
        Count(data, draft);
        var choice = data.Items("choices").FirstOrDefault();
        if (choice.ValueKind != JsonValueKind.Object)
            return;
        ThrowIfError(choice);
        if (choice.Has("delta", JsonValueKind.Object, out var delta))
            Add(delta, draft, whole: false);
        if (StopOf(choice.Text("finish_reason")) is var stop and not Stop.Unknown)
            (draft.Stop, draft.Ended) = (stop, true);
    }

    private static void Add(JsonElement message, AnswerDraft draft, bool whole)
    {
        draft.AddText(message.Text("content"));
        foreach (var part in message.Items("content"))
            draft.AddText(part.Text("text"));
        draft.AddThought(message.Text("reasoning_content") ?? message.Text("reasoning"));
        draft.AddRefusal(message.Text("refusal"));
        var position = 0L;
        foreach (var call in message.Items("tool_calls"))
        {
            if (!call.Has("function", JsonValueKind.Object, out var function) && whole)
                throw new JsonException("A tool call has no function.");
            var found = whole ? draft.Call(position++) : Find(call, function, draft);
            found.Id ??= call.Text("id");
            found.Named(function.Text("name"));
            found.AddArguments(Arguments(function));
        }
    }

    /// <summary>Which call a piece belongs to. Some servers number all calls 0, some number none, and some send an id with each piece.</summary>
    private static CallDraft Find(JsonElement call, JsonElement function, AnswerDraft draft)
    {
        var id = call.Text("id") is { Length: > 0 } given ? given : null;
        var known = id is null ? null : draft.Calls.FirstOrDefault(begun => begun.Id == id);
        if (known is not null)
            return known;
        var begins = id is not null && function.Text("name") is { Length: > 0 };
        if (call.Number("index") is { } index)
        {
            var numbered = draft.Calls.LastOrDefault(begun => begun.Position == index);
            return numbered is null || (begins && numbered.Id is not null) ? draft.NewCall(index) : numbered;
        }

        return draft.Calls.Count == 0 || begins || (id is null && function.Text("name") is { Length: > 0 }) ? draft.NewCall(draft.Calls.Count) : draft.Calls[^1];
    }

    /// <summary>Some servers send an object instead of text.</summary>
    private static string? Arguments(JsonElement function) =>
        function.ValueKind != JsonValueKind.Object || !function.TryGetProperty("arguments", out var arguments) || arguments.ValueKind == JsonValueKind.Null ? null
        : arguments.ValueKind == JsonValueKind.String ? arguments.GetString()
        : arguments.GetRawText();

    private static Stop StopOf(string? reason) => reason switch
    {
        null or "" => Stop.Unknown,
        "length" or "max_tokens" or "model_length" => Stop.TooLong,
        "content_filter" or "refusal" or "safety" => Stop.Refused,
        "error" => throw new ProviderError(null, "error", "the model stopped with an error."),
        "insufficient_system_resource" => throw new ProviderError(503, reason, "the provider ran out of resources in the middle of the answer."),
        _ => Stop.Done,
    };

    private static void Count(JsonElement answer, AnswerDraft draft)
    {
        var usage = answer.Object("usage");
        draft.InputTokens = usage.Tokens("prompt_tokens") ?? draft.InputTokens;
        draft.OutputTokens = usage.Tokens("completion_tokens") ?? draft.OutputTokens;
        var details = usage.Object("prompt_tokens_details");
        draft.CachedTokens = details.Tokens("cached_tokens") ?? usage.Tokens("prompt_cache_hit_tokens") ?? draft.CachedTokens;
        draft.CacheWriteTokens = details.Tokens("cache_write_tokens") ?? draft.CacheWriteTokens;
    }

    private static void ThrowIfError(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("error", out var error) && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
            throw ProviderError.From(error);
    }
}
