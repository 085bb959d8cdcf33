using System.Text.Json;

namespace Factory.Router.Gateway.Translating;

/// <summary>Reads answers of Chat Completions.</summary>
internal sealed class ChatAnswers(AnswerWriter writer) : IAnswerReader
{
    private readonly Dictionary<long, WrittenCall> calls = [];

    public void Whole(JsonElement answer)
    {
        var choice = answer.Items("choices").FirstOrDefault();
        var message = choice.Find("message") ?? throw new InvalidDataException("The provider did not answer a chat completion.");
        writer.Say(message.Text("content") ?? message.Text("refusal") ?? "");
        foreach (var call in message.Items("tool_calls"))
        {
            var function = call.Find("function") ?? default;
            writer.Argue(writer.Call(call.Text("id"), function.Text("name") ?? ""), function.Text("arguments") ?? "");
        }

        ReadEnd(choice);
        ReadUsage(answer);
        writer.Finished = true;
    }

    public void Event(JsonElement chunk)
    {
        if (chunk.Find("error") is { } error)
        {
            writer.Fail(error.Text("message") ?? "The provider failed.");
            return;
        }

        foreach (var choice in chunk.Items("choices"))
        {
            var delta = choice.Find("delta") ?? default;
            writer.Say(delta.Text("content") ?? delta.Text("refusal") ?? "");
            foreach (var call in delta.Items("tool_calls"))
            {
                ReadCall(call);
            }

            ReadEnd(choice);
        }

        ReadUsage(chunk);
    }

    /// <summary>A provider that ends without having said why has broken off.</summary>
    public void Done() => writer.Finished = true;

    private void ReadCall(JsonElement call)
    {
        var index = call.Number("index") ?? (call.Text("id") is null ? calls.Count - 1 : calls.Count);
        var function = call.Find("function") ?? default;
        if (!calls.TryGetValue(index, out var known))
        {
            calls[index] = known = writer.Call(call.Text("id"), function.Text("name") ?? "");
        }

        writer.Argue(known, function.Text("arguments") ?? "");
    }

    private void ReadEnd(JsonElement choice)
    {
        if (choice.Text("finish_reason") is { } reason)
        {
            writer.Finished = true;
            writer.Stop = reason switch
            {
                "length" => StopReason.Length,
                "tool_calls" or "function_call" => StopReason.Calls,
                "content_filter" => StopReason.Refused,
                _ => StopReason.Ended,
            };
        }
    }

    private void ReadUsage(JsonElement answer)
    {
        if (answer.Find("usage") is { } usage)
        {
            writer.InputTokens = usage.Number("prompt_tokens") ?? 0;
            writer.OutputTokens = usage.Number("completion_tokens") ?? 0;
            writer.CachedTokens = usage.Find("prompt_tokens_details")?.Number("cached_tokens") ?? 0;
        }
    }
}
