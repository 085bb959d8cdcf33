namespace Factory.Router.Tests.Gateway;

/// <summary>The same answer as each protocol's provider gives it: some words, a call of a tool, 11 tokens read (4 from a cache), 7 written.</summary>
internal static class ProviderAnswers
{
    public const string Messages = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-1","content":[{"type":"thinking","thinking":"hm","signature":"x"},{"type":"text","text":"I look \"it\" up. ä"},
        {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Köln"}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":7,"cache_read_input_tokens":4,"output_tokens":7}}
        """;

    public const string Chat = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"chat-1","choices":[{"index":0,"message":{"role":"assistant","content":"I look \"it\" up. ä","refusal":null,
        "tool_calls":[{"id":"toolu_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Köln\"}"}}]},"finish_reason":"tool_calls"}],
        "usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":4}}}
        """;

    public const string Responses = """
        {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"responses-1","output":[{"id":"rs_1","type":"reasoning","summary":[]},
        {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"I look \"it\" up. ä","annotations":[]}]},
        {"id":"fc_1","type":"function_call","status":"completed","call_id":"toolu_1","name":"weather","arguments":"{\"city\":\"Köln\"}"}],
        "usage":{"input_tokens":11,"input_tokens_details":{"cached_tokens":4},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":18}}
        """;

    public static readonly string MessagesStream = Named(
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-1","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":7,"cache_read_input_tokens":4,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        """{"type": "ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"I look \"it\""}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" up. ä"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}""",
        """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"\"Köln\"}"}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":7}}""",
        """{"type":"message_stop"}""");

    public static readonly string ChatStream = Plain(
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[{"index":0,"delta":{"content":"I look \"it\""},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[{"index":0,"delta":{"content":" up. ä"},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"toolu_1","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"city\":"}}]},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Köln\"}"}}]},"finish_reason":null}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"chat-1","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":4}}}""",
        "[DONE]");

    public static readonly string ResponsesStream = Named(
        """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1,"status":"in_progress","model":"responses-1","output":[]}}""",
        """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}""",
        """{"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"I look \"it\""}""",
        """{"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":" up. ä"}""",
        """{"type":"response.output_text.done","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"text":"I look \"it\" up. ä"}""",
        """{"type":"response.output_item.added","sequence_number":5,"output_index":1,"item":{"id":"fc_1","type":"function_call","status":"in_progress","call_id":"toolu_1","name":"weather","arguments":""}}""",
        """{"type":"response.function_call_arguments.delta","sequence_number":6,"item_id":"fc_1","output_index":1,"delta":"{\"city\":"}""",
        """{"type":"response.function_call_arguments.delta","sequence_number":7,"item_id":"fc_1","output_index":1,"delta":"\"Köln\"}"}""",
        """{"type":"response.function_call_arguments.done","sequence_number":8,"item_id":"fc_1","output_index":1,"arguments":"{\"city\":\"Köln\"}"}""",
        $$"""{"type":"response.completed","sequence_number":9,"response":{{Responses.ReplaceLineEndings("")}}}""");

    private static string Plain(params string[] events) => string.Concat(events.Select(data => $"data: {data}\n\n"));

    private static string Named(params string[] events) => string.Concat(events.Select(data => $"event: {data.Split('"')[3]}\r\ndata: {data}\r\n\r\n"));
}
