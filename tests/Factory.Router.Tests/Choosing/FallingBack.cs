using System.Text.Json.Nodes;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;

namespace Factory.Router.Tests.Choosing;

public sealed class FallingBack
{
    [Fact]
    public async Task The_decision_stands_before_the_answer_with_who_failed_and_why()
    {
        await using var router = await Router(Reply.Fails(401), Reply.Says("Second."));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        await router.Replies.Next<ModelAnswered>();
        var events = await router.Stream(run.Id);
        var (chosen, answered) = (Assert.IsType<ModelChosen>(events[^2]), Assert.IsType<TurnAnswered>(events[^1]));
        Assert.Equal(("second", "second", 1d), (chosen.Model, answered.Model, chosen.Probability));
        Assert.Equal(["scripted-coder", "second"], chosen.Candidates.Select(candidate => candidate.Model));
        var failed = Assert.Single(chosen.Failed);
        Assert.Equal(("scripted-coder", "authentication"), (failed.Model, failed.Failure));
        Assert.Contains("does not accept the key", failed.Reason, StringComparison.Ordinal);
        Assert.StartsWith("fell back from scripted-coder", chosen.Reason, StringComparison.Ordinal);
        Assert.Equal((100, 20), (answered.Usage!.InputTokens, answered.Usage.OutputTokens));
    }

    [Fact]
    public async Task A_run_stays_with_its_fallback()
    {
        await using var router = await Router(Reply.Fails(400), Reply.Says("Second."));
        var run = await router.Run();
        for (var turn = 1; turn <= 3; turn++)
        {
            await router.Send(run.Ask(turn));
            await router.Replies.Next<ModelAnswered>();
        }

        Assert.Equal(["coder", "second", "second", "second"], router.Model.Requests.Select(request => request.Model));
        Assert.Contains("stays with the model of the last turn", (await run.Of<ModelChosen>())[^1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_nobody_answers_the_decision_is_recorded_alone()
    {
        await using var router = await Router(Reply.Fails(401), Reply.Fails(404));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        Assert.Equal(RunOutcome.ModelUnavailable, (await router.Replies.Next<ModelUnavailable>()).Outcome);
        var chosen = Assert.Single(await run.Of<ModelChosen>());
        Assert.Null(chosen.Model);
        Assert.Equal(["authentication", "notFound"], chosen.Failed.Select(failed => failed.Failure));
        Assert.Empty(await run.Of<TurnAnswered>());
    }

    [Fact]
    public async Task When_no_model_may_be_asked_the_run_ends_with_the_rule()
    {
        await using var router = await Router(Reply.Says("x"), Reply.Says("y"), casting => casting.File["rules"] = JsonNode.Parse("""[{ "only": { "selfHosted": true }, "why": "nothing leaves the house" }]"""));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelUnavailable>();
        Assert.StartsWith("No model may be asked for this role. scripted-coder: rule 1 (nothing leaves the house) allows self-hosted models only.", told.Reason, StringComparison.Ordinal);
        Assert.Equal(RunOutcome.ModelUnavailable, told.Outcome);
        Assert.Empty(router.Model.Requests);
    }

    [Fact]
    public async Task Half_of_one_answer_is_never_part_of_anothers()
    {
        await using var router = await Router(Reply.BreaksOff(), Reply.Says("Whole."));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelAnswered>();
        Assert.Equal("Whole.", (await run.Read<Contracts.Transcripts.Answer>(told.Answer)).Text);
        Assert.Equal("broken", Assert.Single((await run.Of<ModelChosen>())[0].Failed).Failure);
    }

    [Fact]
    public async Task A_model_with_no_more_room_is_not_asked_after_one_that_was_too_small()
    {
        await using var router = await Router(Reply.Says("x"), Reply.Says("y"), casting => casting
            .Set("scripted-coder", "contextTokens", 5_000)
            .Set("second", "contextTokens", 4_000)
            .Model("roomy", "roomy")
            .Role("coder", new JsonObject { ["model"] = "scripted-coder", ["fallbacks"] = new JsonArray("second", "roomy") }));
        router.Model.On("roomy", Reply.Says("Read it all."));
        var run = await router.Run(task: new string('x', 40_000));

        await router.Send(run.Ask(1));

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal("roomy", Assert.Single(router.Model.Requests).Model);
        Assert.Equal(["contextTooLong", "contextTooLong"], (await run.Of<ModelChosen>())[0].Failed.Select(failed => failed.Failure));
    }

    [Fact]
    public async Task A_cheaper_model_is_asked_when_one_is_too_dear()
    {
        await using var router = await Router(Reply.Says("x"), Reply.Says("y"), casting => casting.Set("scripted-coder", "inputUsdPerMillion", 1_000));
        var run = await router.Run(task: new string('x', 40_000));

        await router.Send(run.Ask(1, budgetUsd: 0.5m));

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal("second", Assert.Single(router.Model.Requests).Model);
    }

    [Fact]
    public async Task An_endpoint_that_fails_again_and_again_is_passed_over_by_all_runs()
    {
        await using var router = await Router(Reply.Fails(503), Reply.Says("y"));
        for (var number = 0; number < 4; number++)
            await Ask(router);

        // Four attempts of the first run, one of the second: then it rests.
        Assert.Equal(5, router.Model.Requests.Count(request => request.Model == "coder"));
        Assert.Equal(4, router.Model.Requests.Count(request => request.Model == "second"));

        static async Task Ask(RouterHost router)
        {
            await router.Send((await router.Run()).Ask(1));
            await router.Replies.Next<ModelAnswered>();
        }
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("79228162514264337593543950335")]
    public async Task Absurd_budgets_neither_break_the_router_nor_buy_what_is_not_named(string budget)
    {
        await using var router = await Router(Reply.Says("x"), Reply.Says("y"), casting => casting.Set("scripted-coder", "outputUsdPerMillion", 10));
        var run = await router.Run();

        await router.Send(run.Ask(1, decimal.Parse(budget, System.Globalization.CultureInfo.InvariantCulture)));

        if (budget[0] == '-')
            Assert.Equal(RunOutcome.OverBudget, (await router.Replies.Next<ModelUnavailable>()).Outcome);
        else
            await router.Replies.Next<ModelAnswered>();
        Assert.DoesNotContain(router.Model.Requests, request => request.Model != "coder");
    }

    [Theory]
    [InlineData("large")]
    [InlineData("role:large")]
    [InlineData("http://elsewhere.example/v1?key=secret")]
    [InlineData("../../large")]
    public async Task A_role_that_names_a_model_or_an_address_is_cast_as_any_other(string role)
    {
        await using var router = await Router(Reply.Says("x"), Reply.Says("y"), casting => casting.Model("large", "large").Role("default", "second"));
        router.Model.On("large", Reply.Says("Dear."));
        var run = await router.Run(role: role);

        await router.Send(run.Ask(1) with { Escalation = int.MaxValue, Tools = ["read"] });

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal("second", Assert.Single(router.Model.Requests).Model);
    }

    private static Task<RouterHost> Router(Reply first, Reply second, Action<ScriptedCasting>? configure = null) => RouterHost.StartOnBus((server, casting) =>
    {
        casting.Model("second", "second").Role("coder", new JsonObject { ["model"] = "scripted-coder", ["fallbacks"] = "second" });
        server.On("coder", first).On("second", second);
        configure?.Invoke(casting);
    });
}
