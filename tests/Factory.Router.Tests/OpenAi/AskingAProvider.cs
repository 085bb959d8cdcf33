using System.Text.Json.Nodes;
using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.Router.Models;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.OpenAi;

public sealed class AskingAProvider
{
    private static readonly Answer ReadsAFile = new("I look first.", [new ToolCall("t0001c001", "read", """{"path":"a.py"}""")]);

    [Fact]
    public async Task The_whole_transcript_is_sent_in_its_order()
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Finish(new { claims = "done" }));
        var run = await router.Run("You are a coder.", "Fix the \"bug\"\nwith ünïcode \u0007.");
        await run.Answered(1, ReadsAFile);
        await run.Returned(1, new ToolResult("t0001c001", "read", false, "x = 1", null));

        await router.Models.Ask(run.Ask(2), CancellationToken.None);

        var request = Assert.Single(router.Model.Requests);
        Assert.Equal(["system", "user", "assistant", "tool"], request.Messages.Select(message => message.Role));
        Assert.Equal("You are a coder.", request.Messages[0].Content);
        Assert.Equal("Fix the \"bug\"\nwith ünïcode \u0007.", request.Task);
        Assert.Equal("I look first.", request.Messages[2].Content);
        Assert.Equal(new ScriptedCall("read", """{"path":"a.py"}""", "t0001c001"), Assert.Single(request.Messages[2].Calls));
        Assert.Equal(("t0001c001", "x = 1"), (request.Messages[3].CallId, request.LastResult));
        Assert.Equal(["read", "edit", "finish"], request.Tools);
    }

    [Fact]
    public async Task The_answer_has_text_calls_and_what_it_cost()
    {
        await using var router = await RouterHost.Start((_, casting) =>
        {
            casting.Set("scripted-coder", "inputUsdPerMillion", 2);
            casting.Set("scripted-coder", "outputUsdPerMillion", 10);
        });
        router.Model.On("coder", Reply.Call("read", new { path = "a.py" }).And("read", new { path = "b.py" }).Saying("Two files.").Counting((1_000_000, 100_000)));
        var run = await router.Run();

        var (model, answered) = await router.Models.Ask(run.Ask(7, budgetUsd: 5), CancellationToken.None);

        Assert.Equal("scripted-coder", model.Name);
        Assert.Equal("Two files.", answered.Answer.Text);
        Assert.Equal([("t0007c001", """{"path":"a.py"}"""), ("t0007c002", """{"path":"b.py"}""")], answered.Answer.Calls.Select(call => (call.Id, call.Arguments)));
        Assert.Equal(new Spending(3m, 1_100_000, 1), answered.Spent);
    }

    [Fact]
    public async Task What_the_provider_does_not_count_is_estimated_and_not_free()
    {
        await using var router = await RouterHost.Start((_, casting) => casting.Set("scripted-coder", "inputUsdPerMillion", 2));
        router.Model.On("coder", Reply.Says("Hello").Counting(null));
        var run = await router.Run(task: new string('x', 40_000));

        var (_, answered) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.InRange(answered.Spent.Tokens, 10_000, 12_000);
        Assert.InRange(answered.Spent.Usd, 0.02m, 0.024m);
    }

    [Fact]
    public async Task Arguments_that_are_malformed_twice_are_passed_on_as_they_are_and_sent_back_readable()
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Call("read", "{\"path\": oops"), Reply.Call("read", "{\"path\": oops"), Reply.Says("Sorry."));
        var run = await router.Run();

        var (_, first) = await router.Models.Ask(run.Ask(1), CancellationToken.None);
        await run.Answered(1, first.Answer);
        await run.Returned(1, new ToolResult("t0001c001", "read", true, "The arguments are not JSON.", null));
        await router.Models.Ask(run.Ask(2), CancellationToken.None);

        Assert.Equal("{\"path\": oops", Assert.Single(first.Answer.Calls).Arguments);
        Assert.Equal("""{"malformed":"{\u0022path\u0022: oops"}""", router.Model.Requests[2].Messages[2].Calls.Single().Arguments);
    }

    [Fact]
    public async Task A_model_that_called_nothing_is_told_to_go_on()
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Says("Well."));
        var run = await router.Run();
        await run.Answered(1, new Answer("I think.", []));
        await run.Returned(1);

        await router.Models.Ask(run.Ask(2), CancellationToken.None);

        Assert.Equal("user", router.Model.Requests[0].Messages[^1].Role);
        Assert.Contains("finish", router.Model.Requests[0].Messages[^1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_long_as_the_provider_says()
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Fails(429, retryAfter: "1"), Reply.Says("Now."));
        var run = await router.Run();
        var started = TimeProvider.System.GetTimestamp();

        var (_, answered) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.Equal("Now.", answered.Answer.Text);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromSeconds(1));
        Assert.Equal(2, router.Model.Requests.Count);
    }

    [Fact]
    public async Task A_provider_that_asks_for_an_hour_is_not_waited_for()
    {
        await using var router = await RouterHost.Start(WithFallback);
        router.Model.On("coder", Reply.Fails(429, retryAfter: "3600")).On("second", Reply.Says("Second."));
        var run = await router.Run();

        var (model, _) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.Equal("fallback", model.Name);
        Assert.Equal(["coder", "second"], router.Model.Requests.Select(request => request.Model));
    }

    [Fact]
    public async Task A_model_that_keeps_failing_is_replaced_by_its_fallback()
    {
        await using var router = await RouterHost.Start(WithFallback);
        router.Model.On("coder", Reply.Fails(500), Reply.Fails(503), Reply.Fails(502), Reply.Fails(529)).On("second", Reply.Says("Second."));
        var run = await router.Run();

        var (model, answered) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.Equal(("fallback", "Second."), (model.Name, answered.Answer.Text));
        Assert.Equal(["coder", "coder", "coder", "coder", "second"], router.Model.Requests.Select(request => request.Model));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task What_would_fail_again_is_not_tried_again(int status)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Fails(status));
        var run = await router.Run();

        var none = await Assert.ThrowsAsync<NoModelAnswered>(() => router.Models.Ask(run.Ask(1), CancellationToken.None));

        Assert.Single(router.Model.Requests);
        Assert.Equal(RunOutcome.ModelUnavailable, none.Outcome);
        Assert.StartsWith($"scripted-coder: {status}", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_an_answer_is_no_answer()
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.BreaksOff(), Reply.Says("Whole."));
        var run = await router.Run();

        var (_, answered) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.Equal("Whole.", answered.Answer.Text);
        Assert.Equal(2, router.Model.Requests.Count);
    }

    [Theory]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("{}")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{}]}}]}""")]
    [InlineData("")]
    public async Task What_is_no_completion_is_tried_again(string body)
    {
        await using var router = await RouterHost.Start();
        router.Model.On("coder", Reply.Raw(body), Reply.Says("Whole."));
        var run = await router.Run();

        var (_, answered) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.Equal("Whole.", answered.Answer.Text);
    }

    [Fact]
    public async Task A_model_that_takes_too_long_is_asked_twice_and_no_more()
    {
        await using var router = await RouterHost.Start((_, casting) => casting.Set("scripted-coder", "timeout", "00:00:00.300"));
        router.Model.On("coder", Reply.Says("Late.").After(TimeSpan.FromMinutes(5)));
        var run = await router.Run();

        var none = await Assert.ThrowsAsync<NoModelAnswered>(() => router.Models.Ask(run.Ask(1), CancellationToken.None));

        Assert.Equal(2, router.Model.Requests.Count);
        Assert.Contains("no answer from", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_hangs_up()
    {
        await using var router = await RouterHost.Start();
        using var cancel = new CancellationTokenSource();
        router.Model.On("coder", _ =>
        {
            cancel.CancelAfter(TimeSpan.FromMilliseconds(50));
            return Reply.Says("Late.").After(TimeSpan.FromMinutes(5));
        });
        var run = await router.Run();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.Models.Ask(run.Ask(1), cancel.Token));

        Assert.True(SpinWait.SpinUntil(() => router.Model.Cancelled == 1, TimeSpan.FromMinutes(5)), "The model was not hung up on.");
        Assert.Single(router.Model.Requests);
    }

    [Fact]
    public async Task What_is_left_of_the_budget_limits_the_answer()
    {
        await using var router = await RouterHost.Start((_, casting) => casting.Set("scripted-coder", "outputUsdPerMillion", 10));
        router.Model.On("coder", Reply.Says("Short."));
        var run = await router.Run();

        await router.Models.Ask(run.Ask(1, budgetUsd: 0.01m), CancellationToken.None);

        Assert.Equal(1_000, Assert.Single(router.Model.Requests).MaxOutputTokens);
    }

    [Fact]
    public async Task A_call_that_could_cost_more_than_is_left_is_not_made()
    {
        await using var router = await RouterHost.Start((_, casting) => casting.Set("scripted-coder", "inputUsdPerMillion", 10));
        var run = await router.Run(task: new string('x', 400_000));

        var none = await Assert.ThrowsAsync<NoModelAnswered>(() => router.Models.Ask(run.Ask(1, budgetUsd: 0.5m), CancellationToken.None));

        Assert.Equal(RunOutcome.OverBudget, none.Outcome);
        Assert.Empty(router.Model.Requests);
    }

    [Fact]
    public async Task A_transcript_that_the_model_cannot_take_is_not_sent()
    {
        await using var router = await RouterHost.Start((_, casting) => casting.Set("scripted-coder", "contextTokens", 5000));
        var run = await router.Run(task: new string('x', 40_000));

        var none = await Assert.ThrowsAsync<NoModelAnswered>(() => router.Models.Ask(run.Ask(1), CancellationToken.None));

        Assert.Contains("takes 5,000 at most", none.Message, StringComparison.Ordinal);
        Assert.Empty(router.Model.Requests);
    }

    [Fact]
    public async Task The_key_is_sent_to_the_provider_and_shown_nowhere()
    {
        const string secret = "sk-test-Zx81Qm42secretsecret";
        var file = Path.Combine(Factory.Servers.TestServers.NewFolder(), "key");
        await File.WriteAllTextAsync(file, secret + "\n");
        await using var router = await RouterHost.Start((_, casting) => casting.Set("scripted-coder", "apiKeyFile", file));
        router.Model.On("coder", Reply.Fails(500, body: $"no such thing as {secret}"), Reply.Fails(400, body: $"{{\"error\":{{\"message\":\"bad key {secret}\"}}}}"));
        var run = await router.Run();

        var none = await Assert.ThrowsAsync<NoModelAnswered>(() => router.Models.Ask(run.Ask(1), CancellationToken.None));

        Assert.All(router.Model.Requests, request => Assert.Equal($"Bearer {secret}", request.Authorization));
        Assert.DoesNotContain(secret, none.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(router.Logs.Lines);
        Assert.DoesNotContain(router.Logs.Lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    private static void WithFallback(ScriptedModelServer server, ScriptedCasting casting) => casting
        .Model("fallback", "second")
        .Role("coder", new JsonObject { ["model"] = "scripted-coder", ["fallbacks"] = new JsonArray("fallback") });
}
