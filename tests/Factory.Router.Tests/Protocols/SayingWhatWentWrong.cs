using Factory.Router.Casting;
using Factory.Router.Models;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;
using Factory.Settings;

namespace Factory.Router.Tests.Protocols;

/// <summary>The bodies are those that the providers document.</summary>
public sealed class SayingWhatWentWrong
{
    public static TheoryData<string, int, string, string> Errors { get; } = new()
    {
        { "openai", 401, """{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""", "Authentication" },
        { "openai", 429, """{"error":{"message":"Rate limit reached","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""", "RateLimited" },
        { "openai", 429, """{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", "Authentication" },
        { "openai", 400, """{"error":{"message":"This model's maximum context length is 128000 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""", "ContextTooLong" },
        { "openai", 400, """{"error":{"message":"Unknown parameter: 'x'.","type":"invalid_request_error","param":"x","code":"unknown_parameter"}}""", "BadRequest" },
        { "openai", 404, """{"error":{"message":"The model does not exist","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", "NotFound" },
        { "openai", 500, """{"error":{"message":"The server had an error","type":"server_error","param":null,"code":null}}""", "Overloaded" },
        { "openai-responses", 400, """{"error":{"message":"Invalid prompt: flagged","type":"invalid_request_error","param":null,"code":"invalid_prompt"}}""", "Refused" },
        { "azure", 400, """{"error":{"message":"The response was filtered","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", "Refused" },
        { "azure", 404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}""", "NotFound" },
        { "azure", 429, """{"error":{"code":"429","message":"Requests have exceeded call rate limit."}}""", "RateLimited" },
        { "anthropic", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"},"request_id":"req_1"}""", "ContextTooLong" },
        { "anthropic", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages: roles must alternate"}}""", "BadRequest" },
        { "anthropic", 401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""", "Authentication" },
        { "anthropic", 402, """{"type":"error","error":{"type":"billing_error","message":"Your credit balance is too low"}}""", "Authentication" },
        { "anthropic", 403, """{"type":"error","error":{"type":"permission_error","message":"not allowed"}}""", "Authentication" },
        { "anthropic", 404, """{"type":"error","error":{"type":"not_found_error","message":"model: coder"}}""", "NotFound" },
        { "anthropic", 413, """{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}""", "ContextTooLong" },
        { "anthropic", 429, """{"type":"error","error":{"type":"rate_limit_error","message":"Number of requests has exceeded your limit"}}""", "RateLimited" },
        { "anthropic", 500, """{"type":"error","error":{"type":"api_error","message":"Internal server error"}}""", "Overloaded" },
        { "anthropic", 504, """{"type":"error","error":{"type":"timeout_error","message":"Request timed out"}}""", "Overloaded" },
        { "anthropic", 529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "Overloaded" },
        { "openai-compatible", 400, """{"object":"error","message":"This model's maximum context length is 8192 tokens. However, you requested 9000 tokens","type":"BadRequestError","param":null,"code":400}""", "ContextTooLong" },
        { "openai-compatible", 400, """{"error":{"code":400,"message":"request (9000 tokens) exceeds the available context size (8192 tokens)","type":"exceed_context_size_error"}}""", "ContextTooLong" },
        { "openai-compatible", 402, """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}""", "Authentication" },
        { "openai-compatible", 403, """{"error":{"code":403,"message":"Your input was flagged by moderation"}}""", "Refused" },
        { "openai-compatible", 502, "<html>Bad gateway</html>", "Overloaded" },
    };

    [Theory, MemberData(nameof(Errors))]
    public async Task An_error_is_classed_by_what_the_provider_says(string provider, int status, string body, string kind)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Fails(status, body: body));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider, streams: true));

        Assert.Equal(kind, failure.Kind.ToString());
        Assert.Contains($"{status}", failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.Spent);
    }

    [Theory]
    [InlineData("openai", """{"error":{"message":"The server is overloaded","type":"server_error","code":"server_error"}}""", "Overloaded")]
    [InlineData("openai-compatible", """{"id":"x","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"error":{"code":502,"message":"Provider disconnected"}}""", "Overloaded")]
    [InlineData("openai-compatible", """{"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"insufficient_system_resource"}]}""", "Overloaded")]
    [InlineData("openai-responses", """{"type":"error","sequence_number":3,"code":"rate_limit_exceeded","message":"Too many","param":null}""", "RateLimited")]
    [InlineData("openai-responses", """{"type":"response.failed","sequence_number":3,"response":{"id":"r","status":"failed","error":{"code":"server_error","message":"Oops"},"output":[]}}""", "Overloaded")]
    [InlineData("anthropic", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", "Overloaded")]
    public async Task An_error_in_the_middle_of_a_stream_is_classed_and_what_it_cost_is_known(string provider, string error, string kind)
    {
        var begun = provider switch
        {
            "anthropic" => """{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","content":[],"usage":{"input_tokens":1000,"output_tokens":1}}}""",
            "openai-responses" => """{"type":"response.output_text.delta","output_index":0,"delta":"Half an ans"}""",
            _ => """{"id":"x","choices":[{"index":0,"delta":{"role":"assistant","content":"Half an ans"},"finish_reason":null}]}""",
        };
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Streams($"data: {begun}\n\ndata: {error}\n\n"));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider, streams: true));

        Assert.Equal(kind, failure.Kind.ToString());
        Assert.True(failure.Spent!.Estimated);
        Assert.InRange(failure.Spent.InputTokens, provider == "anthropic" ? 1000 : 10, provider == "anthropic" ? 1000 : 2000);
    }

    [Theory]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("x-ratelimit-reset-tokens", "1m30.5s", 90.5)]
    [InlineData("x-ratelimit-reset-tokens", "999999999d", 365 * 24 * 3600)]
    public async Task How_long_to_wait_is_read_from_whichever_header_says_so(string header, string value, double seconds)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Fails(429).With(header, value).With("x-ratelimit-remaining-tokens", "0").With("x-ratelimit-remaining-requests", "9").With("x-ratelimit-reset-requests", "1h"));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, "openai", streams: false));

        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact]
    public async Task Anthropic_says_when_a_limit_comes_back()
    {
        await using var router = await RouterHost.Start();
        var reset = TimeProvider.System.GetUtcNow().AddSeconds(40).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        router.Model.On("coder", Reply.Fails(429).With("anthropic-ratelimit-input-tokens-remaining", "0").With("anthropic-ratelimit-input-tokens-reset", reset));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, "anthropic", streams: true));

        Assert.InRange(failure.RetryAfter!.Value.TotalSeconds, 20, 41);
    }

    [Theory]
    [MemberData(nameof(Spoken.Everything), MemberType = typeof(Spoken))]
    public async Task A_refusal_is_none_of_the_models_answers_and_is_paid_for(string provider, bool streams)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Refuses("I will not do that."));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider, streams));

        Assert.Equal(FailureKind.Refused, failure.Kind);
        Assert.Equal(100, failure.Spent!.InputTokens);
    }

    [Theory]
    [InlineData("openai", "content_filter", "Refused")]
    [InlineData("openai-responses", "content_filter", "Refused")]
    [InlineData("anthropic", "model_context_window_exceeded", "ContextTooLong")]
    public async Task An_answer_that_stopped_for_such_a_reason_is_none(string provider, string reason, string kind)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Says("Half of it").Stopping(reason));

        Assert.Equal(kind, (await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider, streams: true))).Kind.ToString());
        Assert.Equal(kind, (await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, provider, streams: false))).Kind.ToString());
    }

    [Fact]
    public async Task A_key_that_a_provider_quotes_is_not_shown()
    {
        const string secret = "my-own-secret-0123456789";
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Streams($$$"""data: {"type":"error","error":{"type":"api_error","message":"bad thing with {{{secret}}} and sk-ant-api03-otherkey"}}""" + "\n\n"));

        var failure = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, "anthropic", streams: true, model => model with { Key = new ApiKey(secret) }));

        Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("otherkey", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_of_the_text_that_a_provider_quotes_are_not_shown()
    {
        var secret = "ghp_" + new string('a', 36);
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Fails(400, body: $$$"""{"error":{"message":"messages[3] is wrong: {{{secret}}}"}}"""), Reply.Refuses($"I will not read {secret}\u001b[2J. {new string('x', 5_000)}"));

        var wrong = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, "openai", streams: true));
        var refused = await Assert.ThrowsAsync<ModelFailure>(() => Ask(router, "openai", streams: true));

        Assert.Contains("[redacted: a GitHub token]", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("I will not read [redacted: a GitHub token]", refused.Message, StringComparison.Ordinal);
        Assert.InRange(refused.Message.Length, 100, 500);
        Assert.DoesNotContain(refused.Message, char.IsControl);
    }

    private static async Task Ask(RouterHost router, string provider, bool streams, Func<CastModel, CastModel>? change = null) =>
        await Spoken.Model(router, provider, streams, change).Ask(new ModelCall((await router.Run()).Ask(1)), CancellationToken.None);
}
