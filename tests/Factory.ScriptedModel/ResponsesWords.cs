namespace Factory.ScriptedModel;

/// <summary>Renders a reply in the words of OpenAI's Responses.</summary>
internal sealed class ResponsesWords : IProviderWords
{
    public object Whole(ScriptedRequest request, Reply reply) => Response(request, reply, Status(reply), Items(reply));

    public IEnumerable<(string? Name, object Data)> Events(ScriptedRequest request, Reply reply)
    {
        var sequence = 0;
        yield return Event("response.created", new { type = "response.created", sequence_number = sequence++, response = Response(request, reply with { Usage = null }, "in_progress", []) });
        var items = Items(reply);
        for (var at = 0; at < items.Count; at++)
            yield return Event("response.output_item.added", new { type = "response.output_item.added", sequence_number = sequence++, output_index = at, item = Begun(items[at]) });
        foreach (var piece in Fragments.Split(reply.Text))
            yield return Event("response.output_text.delta", new { type = "response.output_text.delta", sequence_number = sequence++, item_id = "msg_0", output_index = 0, content_index = 0, delta = piece, logprobs = Array.Empty<object>() });
        if (reply.Refusal is { } refusal)
            yield return Event("response.refusal.delta", new { type = "response.refusal.delta", sequence_number = sequence++, item_id = "msg_0", output_index = 0, content_index = 0, delta = refusal });
        var first = items.Count - reply.Calls.Count;
        foreach (var (call, piece) in Fragments.Of(reply))
            yield return Event("response.function_call_arguments.delta", new { type = "response.function_call_arguments.delta", sequence_number = sequence++, item_id = $"fc_{call}", output_index = first + call, delta = piece });
        for (var call = 0; call < reply.Calls.Count; call++)
        {
            yield return Event("response.function_call_arguments.done", new { type = "response.function_call_arguments.done", sequence_number = sequence++, item_id = $"fc_{call}", name = reply.Calls[call].Tool, output_index = first + call, arguments = reply.Calls[call].Arguments });
            yield return Event("response.output_item.done", new { type = "response.output_item.done", sequence_number = sequence++, output_index = first + call, item = items[first + call] });
        }

        var end = reply.StopReason is null ? "response.completed" : "response.incomplete";
        yield return Event(end, new { type = end, sequence_number = sequence, response = Response(request, reply, Status(reply), items) });
    }

    private static (string?, object) Event(string name, object data) => (name, data);

    private static List<object> Items(Reply reply)
    {
        var items = new List<object>();
        if (reply.Text.Length > 0 || reply.Refusal is not null || reply.Calls.Count == 0)
            items.Add(new { type = "message", id = "msg_0", status = "completed", role = "assistant", content = Parts(reply) });
        items.AddRange(reply.Calls.Select((call, index) => new FunctionCall("function_call", $"fc_{index}", $"call_{index}", call.Tool, call.Arguments, "completed")));
        return items;
    }

    private static object[] Parts(Reply reply) => reply.Refusal is { } refusal
        ? [new { type = "refusal", refusal }]
        : [new { type = "output_text", text = reply.Text, annotations = Array.Empty<object>(), logprobs = Array.Empty<object>() }];

    private static object Begun(object item) => item is FunctionCall call
        ? call with { arguments = "", status = "in_progress" }
        : new { type = "message", id = "msg_0", status = "in_progress", role = "assistant", content = Array.Empty<object>() };

    private static string Status(Reply reply) => reply.StopReason is null ? "completed" : "incomplete";

    private static object Response(ScriptedRequest request, Reply reply, string status, IReadOnlyList<object> output) => new
    {
        id = "resp_scripted",
        @object = "response",
        created_at = 1_700_000_000,
        status,
        error = (object?)null,
        incomplete_details = reply.StopReason is { } reason && status == "incomplete" ? new { reason } : null,
        model = request.Model,
        output,
        parallel_tool_calls = true,
        usage = reply.Usage is { } usage
            ? new
            {
                input_tokens = usage.Input,
                input_tokens_details = new { cached_tokens = reply.Cached.Read, cache_write_tokens = reply.Cached.Written },
                output_tokens = usage.Output,
                output_tokens_details = new { reasoning_tokens = 0 },
                total_tokens = usage.Input + usage.Output,
            }
            : null,
    };

#pragma warning disable IDE1006 // As they are on the wire.
    private sealed record FunctionCall(string type, string id, string call_id, string name, string arguments, string status);
#pragma warning restore IDE1006
}
