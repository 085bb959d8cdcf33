namespace Factory.ScriptedModel;

/// <summary>Renders a reply in the words of Chat Completions.</summary>
internal sealed class ChatWords : IProviderWords
{
    public object Whole(ScriptedRequest request, Reply reply) => new
    {
        id = "chatcmpl-scripted",
        @object = "chat.completion",
        created = 1_700_000_000,
        model = request.Model,
        choices = new[] { new { index = 0, message = Message(reply), logprobs = (object?)null, finish_reason = Reason(reply) } },
        usage = Usage(reply),
    };

    public IEnumerable<(string? Name, object Data)> Events(ScriptedRequest request, Reply reply)
    {
        yield return Chunk(request, new { role = "assistant", content = "" }, null);
        foreach (var piece in Fragments.Split(reply.Text))
            yield return Chunk(request, new { content = piece }, null);
        if (reply.Refusal is { } refusal)
            yield return Chunk(request, new { refusal }, null);
        for (var index = 0; index < reply.Calls.Count; index++)
            yield return Chunk(request, new { tool_calls = new[] { new { index, id = Id(index), type = "function", function = new { name = reply.Calls[index].Tool, arguments = "" } } } }, null);
        foreach (var (index, piece) in Fragments.Of(reply))
            yield return Chunk(request, new { tool_calls = new[] { new { index, function = new { arguments = piece } } } }, null);
        yield return Chunk(request, new { }, Reason(reply));
        if (request.WantsUsage && Usage(reply) is { } usage)
            yield return (null, new { id = "chatcmpl-scripted", @object = "chat.completion.chunk", created = 1_700_000_000, model = request.Model, choices = Array.Empty<object>(), usage });
        yield return (null, "[DONE]");
    }

    private static object Message(Reply reply) => new
    {
        role = "assistant",
        content = reply.Text,
        refusal = reply.Refusal,
        tool_calls = reply.Calls.Count == 0
            ? null
            : reply.Calls.Select((call, index) => new { id = Id(index), type = "function", function = new { name = call.Tool, arguments = call.Arguments } }),
    };

    private static (string?, object) Chunk(ScriptedRequest request, object delta, string? reason) => (null, new
    {
        id = "chatcmpl-scripted",
        @object = "chat.completion.chunk",
        created = 1_700_000_000,
        model = request.Model,
        choices = new[] { new { index = 0, delta, logprobs = (object?)null, finish_reason = reason } },
    });

    private static object? Usage(Reply reply) => reply.Usage is { } usage
        ? new
        {
            prompt_tokens = usage.Input,
            completion_tokens = usage.Output,
            total_tokens = usage.Input + usage.Output,
            prompt_tokens_details = new { cached_tokens = reply.Cached.Read, audio_tokens = 0 },
        }
        : null;

    private static string Reason(Reply reply) => reply.StopReason ?? (reply.Calls.Count == 0 ? "stop" : "tool_calls");

    /// <summary>Numbered anew in every answer, as some models do.</summary>
    private static string Id(int index) => $"call_{index}";
}
