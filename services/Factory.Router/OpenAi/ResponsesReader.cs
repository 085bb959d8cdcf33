using System.Text.Json;
using Factory.Router.Protocols;

namespace Factory.Router.OpenAi;

/// <summary>Answers of OpenAI's Responses. Reasoning is paid for and not kept.</summary>
internal sealed class ResponsesReader : IAnswerReader
{
    public void Whole(JsonElement answer, AnswerDraft draft)
    {
        if (!answer.Has("output", JsonValueKind.Array, out var output) && !answer.Has("error", JsonValueKind.Object, out _))
            throw new JsonException("The answer has no output.");
        End(answer, draft);
        var position = 0L;
        foreach (var item in output.ValueKind == JsonValueKind.Array ? output.EnumerateArray() : default)
            Add(item, position++, draft);
    }

    public void Event(string type, JsonElement data, AnswerDraft draft)
    {
        var at = data.Number("output_index") ?? -1;
        switch (data.Text("type") ?? type)
        {
            case "response.output_text.delta":
                draft.AddText(data.Text("delta"));
                break;
            case "response.refusal.delta":
                draft.AddRefusal(data.Text("delta"));
                break;
            case "response.reasoning_text.delta" or "response.reasoning_summary_text.delta":
                draft.AddThought(data.Text("delta"));
                break;
            case "response.output_item.added" or "response.output_item.done" when data.Object("item") is var item && item.Text("type") == "function_call":
                Add(item, at, draft);
                break;
            case "response.function_call_arguments.delta":
                draft.Call(at).AddArguments(data.Text("delta"));
                break;
            case "response.function_call_arguments.done" when data.Text("arguments") is { } whole:
                draft.Call(at).SetArguments(whole);
                break;
            case "response.completed" or "response.incomplete" or "response.failed":
                End(data.Object("response"), draft);
                break;
            case "error":
                throw ProviderError.From(data.Has("error", JsonValueKind.Object, out var error) ? error : data);
        }
    }

    private static void Add(JsonElement item, long at, AnswerDraft draft)
    {
        switch (item.Text("type"))
        {
            case "function_call":
                var call = draft.Call(at);
                call.Named(item.Text("name"));
                if (item.Text("arguments") is { Length: > 0 } arguments)
                    call.SetArguments(arguments);
                break;
            case "message":
                foreach (var part in item.Items("content"))
                {
                    draft.AddText(part.Text("text"));
                    draft.AddRefusal(part.Text("refusal"));
                }

                break;
        }
    }

    private static void End(JsonElement response, AnswerDraft draft)
    {
        Count(response.Object("usage"), draft);
        if (response.Has("error", JsonValueKind.Object, out var error))
            throw ProviderError.From(error);
        if (response.Text("status") is "failed" or "cancelled")
            throw new ProviderError(null, "failed", "the response failed without a reason.");
        draft.Ended = true;
        draft.Stop = response.Text("status") != "incomplete" ? Stop.Done
            : response.Object("incomplete_details").Text("reason") == "content_filter" ? Stop.Refused
            : Stop.TooLong;
    }

    private static void Count(JsonElement usage, AnswerDraft draft)
    {
        draft.InputTokens = usage.Tokens("input_tokens") ?? draft.InputTokens;
        draft.OutputTokens = usage.Tokens("output_tokens") ?? draft.OutputTokens;
        var details = usage.Object("input_tokens_details");
        draft.CachedTokens = details.Tokens("cached_tokens") ?? draft.CachedTokens;
        draft.CacheWriteTokens = details.Tokens("cache_write_tokens") ?? draft.CacheWriteTokens;
    }
}
