using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads answers of Messages.</summary>
internal sealed class MessagesAnswers(AnswerWriter writer) : IAnswerReader
{
    private readonly Dictionary<long, WrittenCall> calls = [];

    public void Whole(JsonElement answer)
    {
        if (answer.Text("type") != "message")
        {
            throw new InvalidDataException("The provider did not answer a message.");
        }

        foreach (var block in answer.Items("content"))
        {
            if (block.Text("type") == "tool_use")
            {
                writer.Argue(writer.Call(block.Text("id"), block.Text("name") ?? ""), block.Find("input")?.GetRawText() ?? "{}");
            }
            else if (block.Text("type") == "text")
            {
                writer.Say(block.Text("text") ?? "");
            }
        }

        ReadStop(answer);
        ReadUsage(answer);
        writer.Finished = true;
    }

    public void Event(JsonElement content)
    {
        switch (content.Text("type"))
        {
            case "message_start":
                ReadUsage(content.Find("message") ?? default);
                break;
            case "content_block_start":
                ReadBlock(content.Number("index") ?? 0, content.Find("content_block") ?? default);
                break;
            case "content_block_delta":
                ReadDelta(content.Number("index") ?? 0, content.Find("delta") ?? default);
                break;
            case "message_delta":
                ReadStop(content.Find("delta") ?? default);
                ReadUsage(content);
                break;
            case "message_stop":
                writer.Finished = true;
                break;
            case "error":
                writer.Fail(content.Find("error")?.Text("message") ?? "The provider failed.");
                break;
        }
    }

    public void Done()
    {
    }

    private void ReadBlock(long index, JsonElement block)
    {
        if (block.Text("type") == "tool_use")
        {
            calls[index] = writer.Call(block.Text("id"), block.Text("name") ?? "");
        }
        else if (block.Text("type") == "text")
        {
            writer.Say(block.Text("text") ?? "");
        }
    }

    private void ReadDelta(long index, JsonElement delta)
    {
        if (delta.Text("text") is { } text)
        {
            writer.Say(text);
        }
        else if (delta.Text("partial_json") is { } part && calls.TryGetValue(index, out var call))
        {
            writer.Argue(call, part);
        }
    }

    private void ReadStop(JsonElement from)
    {
        if (from.Text("stop_reason") is { } reason)
        {
            writer.Stop = reason switch
            {
                "max_tokens" or "model_context_window_exceeded" => StopReason.Length,
                "tool_use" => StopReason.Calls,
                "refusal" => StopReason.Refused,
                _ => StopReason.Ended,
            };
        }
    }

    private void ReadUsage(JsonElement from)
    {
        if (from.Find("usage") is not { } usage)
        {
            return;
        }

        var cached = usage.Number("cache_read_input_tokens") ?? 0;
        writer.InputTokens = Math.Max(writer.InputTokens, (usage.Number("input_tokens") ?? 0) + cached + (usage.Number("cache_creation_input_tokens") ?? 0));
        writer.CachedTokens = Math.Max(writer.CachedTokens, cached);
        writer.OutputTokens = Math.Max(writer.OutputTokens, usage.Number("output_tokens") ?? 0);
    }
}
