using System.Text.Json;
using Factory.Contracts.Transcripts;
using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.Protocols;

public sealed class ReadingStreams
{
    /// <summary>Pieces of two calls in turn, without the index of OpenAI's, with ids in every piece, or with all of them 0.</summary>
    public static TheoryData<string> OddOrders { get; } =
    [
        """
        data: {"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"edit","arguments":"{\"pa"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"read","arguments":"{\"path\":"}},{"index":1,"function":{"arguments":"th\":\"b\"}"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"a\"}"}}]},"finish_reason":"tool_calls"}]}

        data: [DONE]


        """,
        """
        data: {"choices":[{"delta":{"tool_calls":[{"id":"a","function":{"name":"read","arguments":"{\"path\":\"a\"}"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"edit","arguments":"{\"path\":"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"id":"b","function":{"name":"edit","arguments":"\"b\"}"}}]}}]}

        data: [DONE]


        """,
        """
        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"read","arguments":{"path":"a"}}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"edit","arguments":{"path":"b"}}}]},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":8,"prompt_cache_hit_tokens":4}}

        data: [DONE]


        """,
        """
        data: {"choices":[{"delta":{"reasoning_content":"I think"}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"read","arguments":"{\"path\":\"a\"}"}}]}}]}

        data: {"choices":[{"delta":{"tool_calls":[{"function":{"name":"edit","arguments":"{\"path\":\"b\"}"}}]},"finish_reason":"function_call"}]}


        """,
    ];

    [Theory, MemberData(nameof(OddOrders))]
    public async Task Calls_are_put_together_from_pieces_in_any_order(string events)
    {
        var answer = await Read("openai-compatible", Reply.Streams(events));

        Assert.Equal([("read", "a"), ("edit", "b")], answer.Calls.Select(call => (call.Tool, JsonDocument.Parse(call.Arguments).RootElement.GetProperty("path").GetString())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Letters_that_are_cut_between_two_pieces_are_whole_and_comments_are_passed_over(int pieceSize)
    {
        const string events = ": OPENROUTER PROCESSING\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"Grüße 🎉\"}}]}\r\n\r\n: keep-alive\r\n\r\nevent: message\r\nid: 7\r\ndata: {\"choices\":[{\"delta\":{\"content\":\" ende\"},\r\ndata: \"finish_reason\":\"stop\"}]}\r\n\r\ndata:[DONE]\r\n\r\n";

        Assert.Equal("Grüße 🎉 ende", (await Read("openai-compatible", Reply.Streams(events, pieceSize))).Text);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("openai-responses")]
    [InlineData("anthropic")]
    public async Task A_stream_that_ends_too_early_is_no_answer_and_what_it_cost_is_known(string provider)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Call("edit", new { path = "a.py", newText = "x" }).Saying("I will now do this.").CutAfter(7));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider));

        Assert.Equal(FailureKind.Broken, failure.Kind);
        Assert.Contains("cut before its end", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Spent!.Estimated);
        Assert.True(failure.Spent.OutputTokens > 0);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("openai-responses")]
    [InlineData("anthropic")]
    public async Task A_stream_that_falls_silent_is_not_waited_for(string provider)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Says("I will now do this.").PausingFor(new TaskCompletionSource().Task));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider, model => model with { IdleTimeout = TimeSpan.FromMilliseconds(300) }));

        Assert.Equal(FailureKind.TimedOut, failure.Kind);
        Assert.Contains("sent nothing for", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(failure.Spent);
    }

    [Fact]
    public async Task A_slow_stream_may_take_longer_than_any_one_silence()
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Says("Slow.").PausingFor(Task.Delay(TimeSpan.FromMilliseconds(400))).After(TimeSpan.FromMilliseconds(400)));

        var answer = await Ask(router, "anthropic", model => model with { IdleTimeout = TimeSpan.FromMilliseconds(700) });

        Assert.Equal("Slow.", answer.Text);
    }

    [Fact]
    public async Task A_stream_that_never_ends_is_left()
    {
        await using var router = await RouterHost.Start();
        var piece = "data: {\"choices\":[{\"delta\":{\"content\":\"" + new string('x', 64 * 1024) + "\"}}]}\n\n";
        router.Model.On("coder", Reply.Streams(string.Concat(Enumerable.Repeat(piece, 400)), 64 * 1024));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, "openai-compatible"));

        Assert.Equal(FailureKind.Broken, failure.Kind);
        Assert.Contains("more than", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Spent!.OutputTokens > 1_000_000);
    }

    [Theory]
    [InlineData("openai-compatible", """{"choices":[{"delta":{"content":"\ud83d"},"finish_reason":"stop"}]}""")]
    [InlineData("openai-responses", """{"type":"response.output_text.delta","output_index":0,"delta":"\ud83d"}""")]
    [InlineData("anthropic", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"\ud83d"}}""")]
    public async Task Half_of_a_character_is_no_answer(string provider, string piece)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Streams($"data: {piece}\n\ndata: [DONE]\n\n"));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider));

        Assert.Equal(FailureKind.Broken, failure.Kind);
        Assert.NotNull(failure.Spent);
    }

    [Fact]
    public async Task What_a_model_thinks_is_counted_and_not_said()
    {
        const string events = """
            event: message_start
            data: {"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"usage":{"input_tokens":30,"cache_read_input_tokens":20,"cache_creation_input_tokens":10,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Let me see"}}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

            event: some_new_event
            data: {"type":"some_new_event","whatever":1}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Done."}}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":50}}

            event: message_stop
            data: {"type":"message_stop"}


            """;
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Streams(events));

        var answered = await Spoken.Model(router, "anthropic", streams: true).Ask(new ModelCall((await router.Run()).Ask(1)), CancellationToken.None);

        Assert.Equal("Done.", answered.Answer.Text);
        Assert.Equal((60, 20, 10, 50), (answered.Usage!.InputTokens, answered.Usage.CachedTokens, answered.Usage.CacheWriteTokens, answered.Usage.OutputTokens));
    }

    private static async Task<Answer> Read(string provider, Reply reply)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", reply);
        return await Ask(router, provider);
    }

    private static async Task<Answer> Ask(RouterHost router, string provider, Func<CastModel, CastModel>? change = null) =>
        (await Spoken.Model(router, provider, streams: true, change).Ask(new ModelCall((await router.Run()).Ask(1)), CancellationToken.None)).Answer;
}
