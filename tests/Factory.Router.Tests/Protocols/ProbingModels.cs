using System.Text.Json.Nodes;
using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Models;
using Factory.History;
using Factory.History.Costs;
using Factory.Router.Ledger;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Router.Tests.Protocols;

public sealed class ProbingModels
{
    [Theory]
    [InlineData("openai-compatible")]
    [InlineData("openai")]
    [InlineData("openai-responses")]
    [InlineData("anthropic")]
    public async Task A_model_that_can_everything_has_a_card_that_says_so_and_what_it_cost(string provider)
    {
        await using var router = await Start(provider, Able);

        var card = await Probe(router);

        Assert.Null(card.Failure);
        Assert.Equal(("native-tools", true, true, true, true), (card.Dialect, card.NativeTools, card.ParallelCalls, card.JsonSchema, card.Streaming));
        Assert.Null(card.ContextTokens);
        Assert.Equal(["answers", "streaming", "native tools", "parallel calls", "JSON schema", "8,000 tokens", "32,000 tokens", "40,000 tokens"], card.Steps.Select(step => step.Name));
        Assert.Equal((8 * 120L, 8), (card.Spent.Tokens, card.Spent.Turns));
        Assert.True(card.Spent.Usd > 0);
    }

    [Fact]
    public async Task A_model_without_tools_that_forgets_gets_a_dialect_and_an_end_and_is_spoken_to_by_them()
    {
        await using var router = await Start("openai-compatible", request =>
            request.Tools.Count > 0 ? Reply.Fails(400, body: """{"error":{"message":"coder does not support tools"}}""")
            : request.Messages[0].Content.Contains("<call-0a1b2c", StringComparison.Ordinal) ? Reply.Says("<call-0a1b2c name=\"echo\">\n<arg-0a1b2c name=\"word\">pelican</arg-0a1b2c>\n</call-0a1b2c>")
            : request.Task.Length > 60_000 ? Reply.Says("Which word?")
            : Reply.Says("pelican"));

        var card = await Probe(router);
        await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);
        var tooLong = await Assert.ThrowsAnyAsync<Exception>(async () => await router.Models.Ask((await router.Run(task: new string('x', 60_000))).Ask(1), CancellationToken.None));

        Assert.Equal(("tagged-text", false, false, 8_000), (card.Dialect, card.NativeTools, card.JsonSchema, card.ContextTokens));
        Assert.Contains(router.Model.Requests, request => request.Task == "Fix it." && request.Tools.Count == 0 && request.Messages[0].Content.Contains("<call-", StringComparison.Ordinal));
        Assert.Contains("takes 8,000 at most", tooLong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_operator_wrote_wins_over_the_card()
    {
        await using var router = await Start("openai-compatible", Able, casting => casting.Set(Spoken.Coder, "capabilities", new JsonObject { ["dialect"] = "tagged-text" }));

        await Probe(router);
        await router.Models.Ask((await router.Run()).Ask(1), CancellationToken.None);

        Assert.Empty(router.Model.Requests.Single(request => request.Task == "Fix it.").Tools);
    }

    [Fact]
    public async Task A_model_that_does_not_answer_has_no_card_and_the_reason_is_kept()
    {
        await using var router = await Start("openai", _ => Reply.Fails(401));

        Assert.Contains("does not accept the key", (await Probe(router)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Finding_the_end_of_the_context_stops_before_it_costs_too_much()
    {
        await using var router = await Start("anthropic", Able, casting => casting.Set(Spoken.Coder, "inputUsdPerMillion", 20));

        var card = await Probe(router);

        Assert.Null(card.ContextTokens);
        Assert.Contains("could cost more than 0.25", card.Steps[^1].Found, StringComparison.Ordinal);
        Assert.DoesNotContain(router.Model.Requests, request => request.Task.Length > 100_000);
    }

    [Fact]
    public async Task What_it_costs_is_booked_for_the_team_that_asked()
    {
        await using var router = await Start("openai", Able);

        var card = await Probe(router);

        await router.Services.GetRequiredService<LedgerWriter>().Flush();
        var costs = router.Services.GetRequiredService<CostQueries>();
        var (role, team) = (Assert.Single(await costs.Read(CostsBy.Role, "blue", since: null)), Assert.Single(await costs.Read(CostsBy.Team, team: null, since: null)));
        Assert.Equal(("probe", "blue"), (role.Name, team.Name));
        Assert.Equal((card.Spent.Usd, card.Spent.Tokens, 8L, 0L), (role.Usd, role.InputTokens + role.OutputTokens, role.Calls, role.ReservedCalls));
    }

    [Fact]
    public async Task A_budget_ends_it_and_nothing_is_said_of_what_was_not_tried()
    {
        await using var router = await Start("openai", Able, casting => casting.File["budgets"] = JsonNode.Parse("""{ "teams": { "blue": { "calls": 3 } } }"""));

        var card = await Probe(router);

        Assert.Contains("not tried to the end: the budget of team blue", card.Failure, StringComparison.Ordinal);
        Assert.Equal(3, router.Model.Requests.Count);
        Assert.Equal(["answers", "streaming", "native tools"], card.Steps.Select(step => step.Name));
    }

    private static Reply Able(ScriptedRequest request) =>
        request.Task.Contains("twice", StringComparison.Ordinal) ? Reply.Call("echo", new { word = "pelican" }).And("echo", new { word = "walrus" })
        : request.Tools.Contains("echo") ? Reply.Call("echo", new { word = "pelican" })
        : request.Task.Contains("cat", StringComparison.Ordinal) ? Reply.Says("""{"animal":"cat","legs":4}""")
        : Reply.Says("pelican");

    private static Task<RouterHost> Start(string provider, Func<ScriptedRequest, Reply> script, Action<ScriptedCasting>? more = null) => RouterHost.StartOnBus((server, casting) =>
    {
        server.On("coder", script);
        casting.Set(Spoken.Coder, "provider", provider).Set(Spoken.Coder, "attempts", 1).Set(Spoken.Coder, "contextTokens", 50_000).Set(Spoken.Coder, "inputUsdPerMillion", 0.1);
        more?.Invoke(casting);
    });

    private static async Task<ModelProbed> Probe(RouterHost router)
    {
        var probe = new ProbeModels(Guid.CreateVersion7(), [Spoken.Coder], "a test") { Team = "blue" };
        await router.InTransaction(transaction => transaction.Send(Endpoints.Router, probe));
        var events = router.Services.GetRequiredService<EventStore>();
        ModelProbed? card = null;
        Assert.True(SpinWait.SpinUntil(() => (card = Card(events, probe.ProbeId).GetAwaiter().GetResult()) is not null, TimeSpan.FromMinutes(5)), "The model was not tried.");
        return card!;
    }

    private static async Task<ModelProbed?> Card(EventStore events, Guid probe)
    {
        var started = (await events.Fold(ProbeStarted.StreamId, default(ProbeStarted), (last, happened) => happened as ProbeStarted ?? last)).State;
        return started is null || started.ProbeId != probe ? null : (await events.Fold(started.Models.Single().CardId, default(ModelProbed), (last, happened) => happened as ModelProbed ?? last)).State;
    }
}
