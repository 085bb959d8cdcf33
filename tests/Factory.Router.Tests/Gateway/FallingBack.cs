using System.Net;
using System.Text;
using Factory.Contracts;
using Factory.Contracts.Gateway;
using Factory.Contracts.History;
using Factory.History;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Router.Tests.Gateway;

public sealed class FallingBack : IAsyncLifetime
{
    private const string Path = "v1/chat/completions";
    private const string Asked = """{"model":"role:coder","messages":[],"stream":true}""";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await GatewayHost.Start((upstream, casting, _) => casting
        .Model("second", "openai-compatible", $"{upstream.Address}second/v1")
        .Model("slow", "openai-compatible", $"{upstream.Address}v1").Set("slow", "idleTimeout", "00:00:00.3").Set("slow", "timeout", "00:00:02")
        .Model("nowhere", "openai-compatible", "http://127.0.0.1:1/v1")
        .Role("coder", "chat", "second").Role("reviewer", "slow", "second").Role("planner", "nowhere", "claude").Role("docs", "claude", "responses"));

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(529)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task The_next_model_is_asked_when_the_first_says_it_cannot(int status)
    {
        First((_, context) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers["x-request-id"] = "of the first";
            return context.Response.WriteAsync("the first");
        });

        using var answer = await gateway.Post(Path, Asked);

        Assert.Equal((HttpStatusCode.OK, "second"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("second", Assert.Single(answer.Headers.GetValues("x-factory-model")));
        Assert.False(answer.Headers.Contains("x-request-id"));
        Assert.Equal(["\"chat-1\"", "\"second-1\""], gateway.Upstream.Requests.Select(request => request.Text[9..].Split(',')[0]));
    }

    [Theory]
    [InlineData(500, "chat", 8)]
    [InlineData(503, "second", 5)]
    public async Task What_one_key_s_requests_make_fail_does_not_shut_a_model_for_others_and_one_that_is_away_is_passed_over(int status, string answers, int asked)
    {
        First((request, context) =>
        {
            context.Response.StatusCode = request.Text.Contains("poison", StringComparison.Ordinal) ? status : 200;
            return context.Response.WriteAsync("chat");
        });
        for (var call = 0; call < 7; call++)
        {
            using var other = await gateway.Post(Path, """{"model":"role:coder","messages":["poison"],"stream":true}""");
            Assert.Equal("second", await other.Content.ReadAsStringAsync());
        }

        var key = await gateway.Tokens.CreateGatewayKey(GatewayHost.Team, "bert", budget: null);
        using var answer = await gateway.Post(Path, Asked, ("Authorization", $"Bearer {key}"));

        Assert.Equal(answers, await answer.Content.ReadAsStringAsync());
        Assert.Equal(asked, gateway.Upstream.Requests.Count(request => !request.Path.StartsWith("/second", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_is_wrong_with_the_request_is_told_and_nobody_else_is_asked()
    {
        First((_, context) =>
        {
            context.Response.StatusCode = 400;
            return context.Response.WriteAsync("wrong");
        });

        using var answer = await gateway.Post(Path, Asked);

        Assert.Equal((HttpStatusCode.BadRequest, "wrong"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task The_next_model_is_asked_when_the_first_breaks_off_before_its_first_byte()
    {
        First(async (_, context) =>
        {
            await context.Response.StartAsync();
            await context.Response.Body.FlushAsync();
            context.Abort();
        });

        using var answer = await gateway.Post(Path, Asked);

        Assert.Equal("second", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Nobody_else_is_asked_after_the_first_byte_and_half_an_answer_does_not_look_whole()
    {
        var seen = new TaskCompletionSource();
        First(async (_, context) =>
        {
            await context.Response.WriteAsync("data: half\n\n");
            await context.Response.Body.FlushAsync();
            await seen.Task;
            context.Abort();
        });

        using var answer = await gateway.Post(Path, Asked);
        await using var stream = await answer.Content.ReadAsStreamAsync();
        Assert.Equal(12, await stream.ReadAsync(new byte[100]));
        seen.SetResult();

        await Assert.ThrowsAnyAsync<IOException>(() => stream.ReadAsync(new byte[100]).AsTask());
        Assert.Single(gateway.Upstream.Requests);
        Assert.Equal(GatewayOutcome.Broken, (await Recorded(1))[0].Outcome);
    }

    [Fact]
    public async Task A_silent_model_is_given_up_after_its_own_idle_limit()
    {
        First((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));

        using var answer = await gateway.Post(Path, Asked.Replace("coder", "reviewer", StringComparison.Ordinal));

        Assert.Equal("second", await answer.Content.ReadAsStringAsync());
        var made = Assert.Single(await Recorded(1));
        Assert.Equal(("role:reviewer", "second", GatewayOutcome.Answered, 2), (made.Asked, made.Model, made.Outcome, made.Attempts));
    }

    [Fact]
    public async Task A_model_that_is_not_there_gives_way_to_one_of_another_protocol()
    {
        gateway.Upstream.Says(ProviderAnswers.Messages);

        using var answer = await gateway.Post(Path, """{"model":"role:planner","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Contains("I look", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("claude", Assert.Single(answer.Headers.GetValues("x-factory-model")));
    }

    [Theory]
    [InlineData("""{"type":"nothing of the kind"}""")]
    [InlineData("""{"type":"message","content":[{"type":"text","text":"\ud83d"}]}""")]
    public async Task A_model_whose_answer_cannot_be_translated_gives_way_to_another(string answered)
    {
        gateway.Upstream.Answer = (request, context) => context.Response.WriteAsync(request.Path == "/v1/messages" ? answered : ProviderAnswers.Responses);

        using var answer = await gateway.Post(Path, """{"model":"role:docs","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Equal((HttpStatusCode.OK, "responses"), (answer.StatusCode, Assert.Single(answer.Headers.GetValues("x-factory-model"))));
    }

    [Fact]
    public async Task A_caller_that_leaves_before_the_last_count_pays_what_it_was_told()
    {
        var asked = new TaskCompletionSource();
        gateway.Upstream.Answer = async (_, context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":1000,\"output_tokens\":1}}}\n\n");
            await context.Response.WriteAsync($"data: {{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{{\"type\":\"text_delta\",\"text\":\"{new string('x', 2000)}\"}}}}\n\n");
            await context.Response.Body.FlushAsync();
            await asked.Task;
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using (var answer = await gateway.Post("v1/messages", """{"model":"claude","stream":true,"messages":[]}"""))
        {
            await using var stream = await answer.Content.ReadAsStreamAsync();
            Assert.InRange(await stream.ReadAtLeastAsync(new byte[4000], 2000), 2000, 4000);
            asked.SetResult();
        }

        var made = Assert.Single(await Recorded(1));
        Assert.Equal((GatewayOutcome.Cancelled, 1000, true), (made.Outcome, made.Usage.InputTokens, made.Usage.Estimated));
        Assert.InRange(made.Usage.OutputTokens, 400, 600);
    }

    [Fact]
    public async Task A_caller_that_leaves_before_the_first_byte_pays_for_the_time()
    {
        var asked = new TaskCompletionSource();
        gateway.Upstream.Answer = async (_, context) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        using var leaving = new CancellationTokenSource();
        var call = gateway.Client.PostAsync(Path, new StringContent("""{"model":"chat","messages":[]}""", Encoding.UTF8, "application/json"), leaving.Token);
        await asked.Task.WaitAsync(Patience);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        var made = Assert.Single(await Recorded(1));
        Assert.Equal((GatewayOutcome.Cancelled, true), (made.Outcome, made.Usage.Estimated));
        Assert.InRange(made.Usage.OutputTokens, 1, made.Seconds * 100 + 1);
    }

    [Fact]
    public async Task The_last_model_s_error_is_what_the_caller_gets()
    {
        gateway.Upstream.Answer = (request, context) =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "17";
            return context.Response.WriteAsync(request.Path);
        };

        using var answer = await gateway.Post(Path, Asked);

        Assert.Equal((HttpStatusCode.TooManyRequests, "/second/v1/chat/completions"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(TimeSpan.FromSeconds(17), answer.Headers.RetryAfter?.Delta);
        Assert.Equal((GatewayOutcome.Failed, 0m), ((await Recorded(1))[0].Outcome, (await Recorded(1))[0].Usd));
    }

    [Fact]
    public async Task A_caller_that_goes_away_ends_the_call_of_the_provider_and_pays_what_was_read()
    {
        var (asked, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        First(async (_, context) =>
        {
            await context.Response.WriteAsync("data: {\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":10}}\n\n");
            await context.Response.Body.FlushAsync();
            asked.SetResult();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new StringContent(Asked, Encoding.UTF8, "application/json") };
        using (var answer = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token))
        {
            await asked.Task.WaitAsync(Patience);
        }

        await gone.Task.WaitAsync(Patience);
        var made = Assert.Single(await Recorded(1));
        Assert.Equal((GatewayOutcome.Cancelled, 1000, 10, false), (made.Outcome, made.Usage.InputTokens, made.Usage.OutputTokens, made.Usage.Estimated));
        Assert.Equal(0.0011m, made.Usd);
    }

    /// <summary>The second model answers with its name.</summary>
    private void First(Func<SeenRequest, HttpContext, Task> answer) =>
        gateway.Upstream.Answer = (request, context) => request.Path.StartsWith("/second", StringComparison.Ordinal) ? context.Response.WriteAsync("second") : answer(request, context);

    private async Task<IReadOnlyList<GatewayCallMade>> Recorded(int calls) => await GatewayRecords.Of(gateway, calls);
}
