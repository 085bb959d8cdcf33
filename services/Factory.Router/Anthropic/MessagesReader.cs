using System.Text.Json;
using Factory.Router.Protocols;

namespace Factory.Router.Anthropic;

/// <summary>Answers of Anthropic's Messages. Thinking is paid for and not kept.</summary>
internal sealed class MessagesReader : IAnswerReader
{
    public void Whole(JsonElement answer, AnswerDraft draft)
    {
        ThrowIfError(answer);
        if (!answer.Has("content", JsonValueKind.Array, out var blocks))
            throw new JsonException("The answer has no content.");
        var position = 0L;
        foreach (var block in blocks.EnumerateArray())
            Begin(block, position++, draft);
        Count(answer.Object("usage"), draft);
        draft.Stop = StopOf(answer.Text("stop_reason")) is var stop and not Stop.Unknown ? stop : Stop.Done;
        draft.Ended = true;
    }

    public void Event(string type, JsonElement data, AnswerDraft draft)
    {
        ThrowIfError(data);
        var at = data.Number("index") ?? -1;
        switch (data.Text("type") ?? type)
        {
            case "message_start":
                Count(data.Object("message").Object("usage"), draft);

                // Only the first token is counted here.
                draft.OutputTokens = null;
                break;
            case "content_block_start":
                Begin(data.Object("content_block"), at, draft);
                break;
            case "content_block_delta":
                Add(data.Object("delta"), at, draft);
                break;
            case "message_delta":
                Count(data.Object("usage"), draft);
                draft.Stop = StopOf(data.Object("delta").Text("stop_reason")) is var stop and not Stop.Unknown ? stop : draft.Stop;
                break;
            case "message_stop":
                draft.Ended = true;
                break;
        }
    }

    private static void Begin(JsonElement block, long at, AnswerDraft draft)
    {
        switch (block.Text("type"))
        {
            case "text":
                draft.AddText(block.Text("text"));
                break;
            case "thinking":
                draft.AddThought(block.Text("thinking"));
                break;
            case "tool_use":
                var call = draft.Call(at);
                call.Named(block.Text("name"));

                // In a stream the input is empty here and comes in pieces.
                if (block.Has("input", JsonValueKind.Object, out var input) && input.EnumerateObject().Any())
                    call.AddArguments(input.GetRawText());
                break;
        }
    }

    private static void Add(JsonElement delta, long at, AnswerDraft draft)
    {
        switch (delta.Text("type"))
        {
            case "text_delta":
                draft.AddText(delta.Text("text"));
                break;
            case "thinking_delta":
                draft.AddThought(delta.Text("thinking"));
                break;
            case "input_json_delta":
                draft.Call(at).AddArguments(delta.Text("partial_json"));
                break;
        }
    }

    private static Stop StopOf(string? reason) => reason switch
    {
        null => Stop.Unknown,
        "max_tokens" => Stop.TooLong,
        "model_context_window_exceeded" => Stop.ContextFull,
        "refusal" => Stop.Refused,
        _ => Stop.Done,
    };

    /// <summary>What was read from and written to the cache is not in the provider's count of input.</summary>
    private static void Count(JsonElement usage, AnswerDraft draft)
    {
        var plain = usage.Tokens("input_tokens") ?? (draft.InputTokens - draft.CachedTokens - draft.CacheWriteTokens);
        draft.CachedTokens = usage.Tokens("cache_read_input_tokens") ?? draft.CachedTokens;
        draft.CacheWriteTokens = usage.Tokens("cache_creation_input_tokens") ?? draft.CacheWriteTokens;
        draft.InputTokens = plain + draft.CachedTokens + draft.CacheWriteTokens;
        draft.OutputTokens = usage.Tokens("output_tokens") ?? draft.OutputTokens;
    }

    private static void ThrowIfError(JsonElement element)
    {
        if (element.Has("error", JsonValueKind.Object, out var error))
            throw ProviderError.From(error);
    }
}
