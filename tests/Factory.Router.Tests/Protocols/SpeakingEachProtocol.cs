using Factory.Contracts.Runs;
using Factory.Contracts.Transcripts;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.Protocols;

public sealed class SpeakingEachProtocol
{
    public static TheoryData<string, bool> Everything => Spoken.Everything;

    [Theory, MemberData(nameof(Everything))]
    public async Task The_whole_transcript_is_sent_in_its_order(string provider, bool streams)
    {
        await using var router = await Spoken.Start(provider, streams);
        router.Model.On("coder", Reply.Finish(new { claims = "done" }));
        var run = await router.Run("You are a coder.", "Fix the \"bug\"\nwith ünïcode \u0007.");
        await run.Answered(1, new Answer("I look first.", [new ToolCall("t0001c001", "read", """{"path":"a.py"}"""), new ToolCall("t0001c002", "made up!", "no json")]));
        await run.Returned(1, new ToolResult("t0001c001", "read", false, "x = 1", null), new ToolResult("t0001c002", "made up!", true, "There is no such tool.", null));
        await run.Answered(2, new Answer("", []));
        await run.Returned(2);

        await router.Models.Ask(run.Ask(3), CancellationToken.None);

        var request = Assert.Single(router.Model.Requests);
        Assert.Equal(["system", "user", "assistant", "tool", "tool", "assistant", "user"], request.Messages.Select(message => message.Role));
        Assert.Equal(("You are a coder.", "Fix the \"bug\"\nwith ünïcode \u0007."), (request.Messages[0].Content, request.Task));
        Assert.Equal(("I look first.", "read", "made_up_"), (request.Messages[2].Content, request.Messages[2].Calls[0].Tool, request.Messages[2].Calls[1].Tool));
        Assert.Equal([("t0001c001", "x = 1"), ("t0001c002", "There is no such tool.")], request.Messages.Where(message => message.Role == "tool").Select(message => (message.CallId, message.Content)));
        Assert.Equal(["read", "edit", "finish"], request.Tools);
        Assert.Equal(streams, request.Stream);
    }

    [Theory, MemberData(nameof(Everything))]
    public async Task The_answer_has_text_calls_and_what_it_cost_with_what_came_from_the_cache(string provider, bool streams)
    {
        await using var router = await Spoken.Start(provider, streams, (_, casting) =>
            casting.Set(Spoken.Coder, "inputUsdPerMillion", 2).Set(Spoken.Coder, "cachedInputUsdPerMillion", 0.5).Set(Spoken.Coder, "outputUsdPerMillion", 10));
        var edit = new { operation = "create", path = "ü.py", newText = "print(\"🎉\")\n" };
        router.Model.On("coder", Reply.Call("read", new { path = "a.py" }).And("edit", edit).Saying("Two calls, ünïcode.").Interleaved().Counting((1_000_000, 100_000)).WithCache(400_000));
        var run = await router.Run();

        var (_, answered) = await router.Models.Ask(run.Ask(7, budgetUsd: 5), CancellationToken.None);

        Assert.Equal("Two calls, ünïcode.", answered.Answer.Text);
        Assert.Equal([("t0007c001", "read"), ("t0007c002", "edit")], answered.Answer.Calls.Select(call => (call.Id, call.Tool)));
        Assert.Equal("print(\"🎉\")\n", System.Text.Json.JsonDocument.Parse(answered.Answer.Calls[1].Arguments).RootElement.GetProperty("newText").GetString());
        Assert.Equal(new Usage(1_000_000, 400_000, 100_000, Estimated: false), answered.Usage);
        Assert.Equal(new Spending(1.2m + 0.2m + 1m, 1_100_000, 1), answered.Spent);
    }

    [Theory, MemberData(nameof(Everything))]
    public async Task What_the_provider_does_not_count_is_estimated_and_marked(string provider, bool streams)
    {
        await using var router = await Spoken.Start(provider, streams);
        router.Model.On("coder", Reply.Says(new string('y', 4_000)).Counting(null));
        var run = await router.Run(task: new string('x', 40_000));

        var (_, answered) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.True(answered.Usage!.Estimated);
        Assert.InRange(answered.Usage.InputTokens, 10_000, 12_000);
        Assert.InRange(answered.Usage.OutputTokens, 0, 1_100);
    }

    [Theory]
    [InlineData("openai", "Bearer sk-test-1234567890", "/v1/chat/completions")]
    [InlineData("openai-responses", "Bearer sk-test-1234567890", "/v1/responses")]
    [InlineData("anthropic", "Bearer sk-test-1234567890", "/v1/messages")]
    [InlineData("azure", "sk-test-1234567890", "/openai/deployments/coder/chat/completions?api-version=2024-10-21")]
    public async Task The_key_and_the_address_are_the_providers(string provider, string authorization, string path)
    {
        var key = Path.Combine(Factory.Servers.TestServers.NewFolder(), "key");
        await File.WriteAllTextAsync(key, "sk-test-1234567890\n");
        await using var router = await Spoken.Start(provider, streams: true, (_, casting) => casting.Set(Spoken.Coder, "apiKeyFile", key));
        router.Model.On("coder", Reply.Says("Hello."));

        await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        var request = Assert.Single(router.Model.Requests);
        Assert.Equal((authorization, path), (request.Authorization, request.Path));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("openai-responses")]
    [InlineData("azure")]
    public async Task Calls_of_one_run_share_the_providers_cache(string provider)
    {
        await using var router = await Spoken.Start(provider, streams: false);
        router.Model.On("coder", Reply.Says("Hello."));
        var run = await router.Run();

        await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.Equal(run.Id.ToString("N"), Assert.Single(router.Model.Requests).Body.GetProperty("prompt_cache_key").GetString());
    }

    [Fact]
    public async Task Anthropic_is_told_where_the_stable_beginning_ends()
    {
        await using var router = await Spoken.Start("anthropic", streams: false);
        router.Model.On("coder", Reply.Says("Hello."));
        var run = await router.Run();
        for (var turn = 1; turn <= 3; turn++)
        {
            await run.Answered(turn, new Answer("", [new ToolCall($"c{turn}", "read", "{}")]));
            await run.Returned(turn, new ToolResult($"c{turn}", "read", false, $"result {turn}", null));
        }

        await router.Models.Ask(run.Ask(4), CancellationToken.None);

        var body = Assert.Single(router.Model.Requests).Body;
        Assert.True(body.GetProperty("system")[0].TryGetProperty("cache_control", out _));
        var marked = body.GetProperty("messages").EnumerateArray().SelectMany(message => message.GetProperty("content").EnumerateArray()).Where(block => block.TryGetProperty("cache_control", out _));
        Assert.Equal(["Fix it.", "result 3"], marked.Select(block => block.TryGetProperty("text", out var text) ? text.GetString() : block.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task What_Anthropic_writes_to_its_cache_costs_more()
    {
        await using var router = await Spoken.Start("anthropic", streams: true, (_, casting) => casting.Set(Spoken.Coder, "inputUsdPerMillion", 4).Set(Spoken.Coder, "cachedInputUsdPerMillion", 0.4));
        router.Model.On("coder", Reply.Says("Hello.").Counting((1_000_000, 0)).WithCache(read: 500_000, written: 100_000));

        var (_, answered) = await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        Assert.Equal(0.4m * 4 + 0.5m * 0.4m + 0.1m * 5, answered.Spent.Usd);
    }

    [Theory, MemberData(nameof(Everything))]
    public async Task Two_megabytes_are_sent_whole(string provider, bool streams)
    {
        await using var router = await Spoken.Start(provider, streams, (_, casting) => casting.Set(Spoken.Coder, "contextTokens", 1_000_000));
        router.Model.On("coder", request => Reply.Says($"{request.Task.Length}"));
        var run = await router.Run(task: new string('x', 2 * 1024 * 1024));

        var (_, answered) = await router.Models.Ask(run.Ask(1), CancellationToken.None);

        Assert.Equal($"{2 * 1024 * 1024}", answered.Answer.Text);
    }
}
