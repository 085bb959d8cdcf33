using System.Net;
using System.Text.Json;
using Factory.Contracts.Gateway;
using Factory.History.Teams;
using Microsoft.AspNetCore.Http;

namespace Factory.Router.Tests.Gateway;

public sealed class PayingForCalls : IAsyncLifetime
{
    private const string Path = "v1/chat/completions";

    /// <summary>At 10 dollars a million: 1 cent at most.</summary>
    private const string OneCent = """{"model":"chat","max_tokens":1000,"messages":[]}""";

    private GatewayHost gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await GatewayHost.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Of_fifty_calls_at_once_on_a_budget_for_one_one_goes_out()
    {
        var key = await gateway.Tokens.CreateGatewayKey(GatewayHost.Team, "dora", new KeyBudget(0.015m, BudgetPeriod.Month));
        var all = new TaskCompletionSource();
        gateway.Upstream.Answer = async (_, context) =>
        {
            await all.Task;
            await context.Response.WriteAsync("""{"usage":{"prompt_tokens":0,"completion_tokens":1000}}""");
        };

        var calls = Enumerable.Range(0, 50).Select(_ => gateway.Post(Path, OneCent, ("Authorization", $"Bearer {key}"))).ToList();
        var refused = new List<HttpStatusCode>();
        while (refused.Count < 49)
        {
            var ended = await Task.WhenAny(calls).WaitAsync(TimeSpan.FromMinutes(5));
            calls.Remove(ended);
            refused.Add((await ended).StatusCode);
        }

        all.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await Assert.Single(calls)).StatusCode);
        Assert.All(refused, status => Assert.Contains(status, (HttpStatusCode[])[HttpStatusCode.PaymentRequired, HttpStatusCode.TooManyRequests]));
        Assert.Single(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("v1/chat/completions", "chat", "insufficient_quota")]
    [InlineData("v1/messages", "claude", "billing_error")]
    public async Task A_key_that_is_used_up_is_told_so_and_whom_to_ask(string path, string model, string type)
    {
        var key = await gateway.Tokens.CreateGatewayKey(GatewayHost.Team, "emil", new KeyBudget(0.001m, BudgetPeriod.Total));

        using var answer = await gateway.Post(path, $$"""{"model":"{{model}}","max_tokens":1000}""", ("Authorization", $"Bearer {key}"));

        var error = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync()).RootElement.GetProperty("error");
        Assert.Equal((HttpStatusCode.PaymentRequired, type), (answer.StatusCode, error.GetProperty("type").GetString()));
        Assert.Contains("emil", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("Ask whoever made your key", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal("false", Assert.Single(answer.Headers.GetValues("x-should-retry")));
        Assert.Equal((GatewayOutcome.OverBudget, 0m), ((await GatewayRecords.Of(gateway, 1))[0].Outcome, (await GatewayRecords.Of(gateway, 1))[0].Usd));
    }

    [Theory]
    [InlineData("chat", "v1/chat/completions", false)]
    [InlineData("chat", "v1/chat/completions", true)]
    [InlineData("claude", "v1/messages", false)]
    [InlineData("claude", "v1/messages", true)]
    [InlineData("responses", "v1/responses", false)]
    [InlineData("responses", "v1/responses", true)]
    public async Task What_a_provider_counted_is_read_as_it_passes(string model, string path, bool stream)
    {
        var answers = (model, stream) switch
        {
            ("chat", false) => ProviderAnswers.Chat,
            ("chat", true) => ProviderAnswers.ChatStream,
            ("claude", false) => ProviderAnswers.Messages,
            ("claude", true) => ProviderAnswers.MessagesStream,
            (_, false) => ProviderAnswers.Responses,
            _ => ProviderAnswers.ResponsesStream,
        };
        gateway.Upstream.Says(answers, stream ? "text/event-stream" : "application/json");

        using var answer = await gateway.Post(path, JsonSerializer.Serialize(new { model, stream }));

        Assert.Equal(answers, await answer.Content.ReadAsStringAsync());
        var made = Assert.Single(await GatewayRecords.Of(gateway, 1));
        Assert.Equal((11, 4, 7, false), (made.Usage.InputTokens, made.Usage.CachedTokens, made.Usage.OutputTokens, made.Usage.Estimated));
        Assert.Equal(0.000081m, made.Usd);
        Assert.Equal(("anna", GatewayHost.Team), ((await GatewayRecords.Events(gateway))[0].Key, (await GatewayRecords.Events(gateway))[0].Team));
    }

    [Fact]
    public async Task What_nobody_counted_is_estimated_and_marked()
    {
        var events = string.Concat(Enumerable.Repeat("data: {\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"}}]}\n\n", 40));
        gateway.Upstream.Says(events + "data: [DONE]\n\n", "text/event-stream");

        using var answer = await gateway.Post(Path, $$"""{"model":"chat","stream":true,"messages":[{"role":"user","content":"{{new string('x', 4000)}}"}]}""");

        await answer.Content.ReadAsStringAsync();
        var made = Assert.Single(await GatewayRecords.Of(gateway, 1));
        Assert.True(made.Usage.Estimated);
        Assert.InRange(made.Usage.OutputTokens, 40, 80);
        Assert.InRange(made.Usage.InputTokens, 1000, 1100);
    }

    [Fact]
    public async Task A_usage_that_a_model_wrote_itself_makes_nothing_cheaper()
    {
        gateway.Upstream.Says("""
            {"type":"message","content":[{"type":"tool_use","id":"t","name":"f","input":{"usage":{"input_tokens":0,"output_tokens":0}}},{"type":"text","text":"\"usage\":{\"output_tokens\":0}"}],
            "usage" : { "output_tokens" : 500, "input_tokens" : 50 } }
            """);

        using var answer = await gateway.Post("v1/messages", """{"model":"claude"}""");

        await answer.Content.ReadAsStringAsync();
        var made = Assert.Single(await GatewayRecords.Of(gateway, 1));
        Assert.Equal((50, 500), (made.Usage.InputTokens, made.Usage.OutputTokens));
    }
}
