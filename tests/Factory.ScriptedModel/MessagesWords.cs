using System.Text.Json;
using System.Text.Json.Nodes;

namespace Factory.ScriptedModel;

/// <summary>Renders a reply in the words of Anthropic's Messages.</summary>
internal sealed class MessagesWords : IProviderWords
{
    public object Whole(ScriptedRequest request, Reply reply) => Message(request, Blocks(reply), Reason(reply), Usage(reply, reply.Usage?.Output));

    public IEnumerable<(string? Name, object Data)> Events(ScriptedRequest request, Reply reply)
    {
        yield return ("message_start", new { type = "message_start", message = Message(request, [], null, Usage(reply, 1)) });
        yield return ("ping", new { type = "ping" });
        var index = 0;
        if (Said(reply).Length > 0)
        {
            yield return ("content_block_start", new { type = "content_block_start", index, content_block = new { type = "text", text = "" } });
            foreach (var text in Fragments.Split(Said(reply)))
                yield return ("content_block_delta", new { type = "content_block_delta", index, delta = new { type = "text_delta", text } });
            yield return ("content_block_stop", new { type = "content_block_stop", index });
            index++;
        }

        for (var call = 0; call < reply.Calls.Count; call++)
            yield return ("content_block_start", new { type = "content_block_start", index = index + call, content_block = new { type = "tool_use", id = $"toolu_{call}", name = reply.Calls[call].Tool, input = new { } } });
        foreach (var (call, partial_json) in Fragments.Of(reply))
            yield return ("content_block_delta", new { type = "content_block_delta", index = index + call, delta = new { type = "input_json_delta", partial_json } });
        for (var call = 0; call < reply.Calls.Count; call++)
            yield return ("content_block_stop", new { type = "content_block_stop", index = index + call });
        yield return ("message_delta", new { type = "message_delta", delta = new { stop_reason = Reason(reply), stop_sequence = (string?)null }, usage = new { output_tokens = reply.Usage?.Output ?? 0 } });
        yield return ("message_stop", new { type = "message_stop" });
    }

    private static string Said(Reply reply) => reply.Refusal ?? reply.Text;

    private static List<object> Blocks(Reply reply)
    {
        var blocks = new List<object>();
        if (Said(reply).Length > 0)
            blocks.Add(new { type = "text", text = Said(reply) });
        blocks.AddRange(reply.Calls.Select((call, index) => new { type = "tool_use", id = $"toolu_{index}", name = call.Tool, input = Input(call) }));
        return blocks;
    }

    /// <summary>An answer that is not streamed has an object here, whatever the model wrote.</summary>
    private static JsonNode Input(ScriptedCall call)
    {
        try
        {
            return JsonNode.Parse(call.Arguments) ?? new JsonObject();
        }
        catch (JsonException)
        {
            return new JsonObject { ["INVALID_JSON"] = call.Arguments };
        }
    }

    private static object Message(ScriptedRequest request, IReadOnlyList<object> content, string? stop_reason, object usage) => new
    {
        id = "msg_scripted",
        type = "message",
        role = "assistant",
        model = request.Model,
        content,
        stop_reason,
        stop_sequence = (string?)null,
        usage,
    };

    private static object Usage(Reply reply, long? output) => reply.Usage is { } usage
        ? new { input_tokens = usage.Input - reply.Cached.Read - reply.Cached.Written, cache_creation_input_tokens = reply.Cached.Written, cache_read_input_tokens = reply.Cached.Read, output_tokens = output ?? 0 }
        : new { };

    private static string Reason(Reply reply) => reply.StopReason ?? (reply.Refusal is not null ? "refusal" : reply.Calls.Count == 0 ? "end_turn" : "tool_use");
}
