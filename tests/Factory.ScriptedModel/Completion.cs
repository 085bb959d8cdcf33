using System.Text;
using System.Text.Json;

namespace Factory.ScriptedModel;

/// <summary>Renders a reply in the words of Chat Completions.</summary>
internal static class Completion
{
    public static byte[] Whole(ScriptedRequest request, Reply reply) => Encoding.UTF8.GetBytes(reply.Body ?? JsonSerializer.Serialize(new
    {
        id = "chatcmpl-scripted",
        @object = "chat.completion",
        created = 1_700_000_000,
        model = request.Model,
        choices = new[] { new { index = 0, message = Message(reply), finish_reason = Reason(reply) } },
        usage = Usage(reply),
    }));

    /// <summary>The events of a stream, in order.</summary>
    public static IEnumerable<byte[]> Chunks(ScriptedRequest request, Reply reply)
    {
        yield return Event(Chunk(request, new { role = "assistant", content = reply.Text }, null, null));
        for (var index = 0; index < reply.Calls.Count; index++)
        {
            var call = reply.Calls[index];
            var function = new { name = call.Tool, arguments = call.Arguments };
            yield return Event(Chunk(request, new { tool_calls = new[] { new { index, id = Id(index), type = "function", function } } }, null, null));
        }

        yield return Event(Chunk(request, new { }, Reason(reply), Usage(reply)));
        yield return "data: [DONE]\n\n"u8.ToArray();
    }

    private static object Message(Reply reply) => new
    {
        role = "assistant",
        content = reply.Text,
        tool_calls = reply.Calls.Count == 0
            ? null
            : reply.Calls.Select((call, index) => new { id = Id(index), type = "function", function = new { name = call.Tool, arguments = call.Arguments } }),
    };

    private static object Chunk(ScriptedRequest request, object delta, string? reason, object? usage) => new
    {
        id = "chatcmpl-scripted",
        @object = "chat.completion.chunk",
        created = 1_700_000_000,
        model = request.Model,
        choices = new[] { new { index = 0, delta, finish_reason = reason } },
        usage,
    };

    private static object? Usage(Reply reply) => reply.Usage is { } usage
        ? new { prompt_tokens = usage.Input, completion_tokens = usage.Output, total_tokens = usage.Input + usage.Output }
        : null;

    private static string Reason(Reply reply) => reply.Calls.Count == 0 ? "stop" : "tool_calls";

    /// <summary>Numbered anew in every answer, as some models do.</summary>
    private static string Id(int index) => $"call_{index}";

    private static byte[] Event(object chunk) => Encoding.UTF8.GetBytes($"data: {JsonSerializer.Serialize(chunk)}\n\n");
}
