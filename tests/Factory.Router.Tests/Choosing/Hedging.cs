using System.Text.Json.Nodes;
using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History.Costs;
using Factory.Router.Ledger;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;
using Microsoft.Extensions.DependencyInjection;

namespace Factory.Router.Tests.Choosing;

public sealed class Hedging
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TaskCompletionSource never = new();

    [Fact]
    public async Task The_next_model_is_asked_when_the_first_is_silent_and_both_decisions_are_events()
    {
        await using var router = await Router(Reply.Says("Late.").When(never.Task), Reply.Says("Second."));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        var told = await router.Replies.Next<ModelAnswered>();
        Assert.Equal("Second.", (await run.Read<Contracts.Transcripts.Answer>(told.Answer)).Text);
        var events = await router.Stream(run.Id);
        Assert.Equal(new ModelHedged(run.Id, 1, "scripted-coder", "second", 0.2, "second"), events[^3]);
        Assert.Equal("second", Assert.IsType<ModelChosen>(events[^2]).Model);
        Assert.Empty(Assert.IsType<ModelChosen>(events[^2]).Failed);
        Assert.Equal("second", Assert.IsType<TurnAnswered>(events[^1]).Model);
        await router.Until(() => Task.FromResult(router.Model.Cancelled == 1));
    }

    [Fact]
    public async Task The_call_that_is_hung_up_on_is_estimated_and_holds_nothing_any_more()
    {
        await using var router = await Router(Reply.Says("Late.").When(never.Task), Reply.Says("Second.").Counting((200, 20)), Priced);
        var (run, mission) = (await router.Run(), Guid.CreateVersion7());

        await router.Send(run.Ask(1) with { MissionId = mission });

        await router.Replies.Next<ModelAnswered>();
        IReadOnlyList<CostRow> costs = [];
        await router.Until(async () =>
        {
            await router.Services.GetRequiredService<LedgerWriter>().Flush();
            costs = await router.Services.GetRequiredService<CostQueries>().OfMission(mission);
            return costs.Sum(cost => cost.ReservedCalls) == 0;
        });
        Assert.Equal([("scripted-coder", 1L, 1L), ("second", 1L, 0L)], costs.Select(cost => (cost.Detail, cost.Calls, cost.EstimatedCalls)).OrderBy(cost => cost.Detail, StringComparer.Ordinal));
        Assert.Equal(0.0006m, costs.Single(cost => cost.Detail == "second").Usd);
    }

    [Fact]
    public async Task The_first_wins_where_it_answers_before_the_second()
    {
        var release = new TaskCompletionSource();
        await using var router = await Router(Reply.Says("First.").When(release.Task), Reply.Says("Late.").When(never.Task));
        var run = await router.Run();

        await router.Send(run.Ask(1));
        await router.Until(() => Task.FromResult(router.Model.Requests.Count == 2));
        release.SetResult();

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal("scripted-coder", Assert.Single(await run.Of<ModelHedged>()).Answered);
        Assert.Equal("scripted-coder", Assert.Single(await run.Of<TurnAnswered>()).Model);
    }

    [Fact]
    public async Task Nobody_else_is_asked_once_an_answer_has_begun()
    {
        var release = new TaskCompletionSource();
        await using var router = await Router(
            Reply.Says("First, in many words, slowly.").PausingFor(release.Task), Reply.Says("x"),
            casting => casting.Set("scripted-coder", "capabilities", new JsonObject { ["streaming"] = true }).Role("coder", Role("second", "00:00:05")));
        var run = await router.Run();

        await router.Send(run.Ask(1));
        await router.Until(() => Task.FromResult(router.Model.Requests.Count == 1));
        // Past the silence that it may keep before its first byte, which takes a while to get here on a busy machine.
        await Task.Delay(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken);
        release.SetResult();

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal("coder", Assert.Single(router.Model.Requests).Model);
        Assert.Empty(await run.Of<ModelHedged>());
    }

    [Fact]
    public async Task Where_both_fail_the_others_are_asked_and_those_two_not_again()
    {
        var fails = new TaskCompletionSource();
        await using var router = await Router(Reply.Fails(401).When(fails.Task), Reply.Fails(404), casting => casting
            .Model("third", "third").Role("coder", Role(new JsonArray("second", "third"))));
        router.Model.On("third", Reply.Says("Third."));
        var run = await router.Run();

        await router.Send(run.Ask(1));
        await router.Until(() => Task.FromResult(router.Model.Answered == 1));
        fails.SetResult();

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal(["coder", "second", "third"], router.Model.Requests.Select(request => request.Model));
        Assert.Null(Assert.Single(await run.Of<ModelHedged>()).Answered);
        var chosen = Assert.Single(await run.Of<ModelChosen>());
        Assert.Equal("third", chosen.Model);
        Assert.Equal(["scripted-coder authentication", "second notFound"], chosen.Failed.Select(failed => $"{failed.Model} {failed.Failure}"));
    }

    [Fact]
    public async Task A_model_that_a_rule_excludes_is_not_asked_beside_another_either()
    {
        var release = new TaskCompletionSource();
        await using var router = await Router(Reply.Says("First.").When(release.Task), Reply.Says("x"), casting =>
        {
            casting.Set("scripted-coder", "region", "eu").Model("third", "third").Set("third", "region", "eu").Role("coder", Role(new JsonArray("second", "third")));
            casting.File["rules"] = JsonNode.Parse("""[{ "only": { "regions": "eu" } }]""");
        });
        router.Model.On("third", Reply.Says("Third."));
        var run = await router.Run();

        await router.Send(run.Ask(1));

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal(["coder", "third"], router.Model.Requests.Select(request => request.Model));
        Assert.Equal("third", Assert.Single(await run.Of<ModelHedged>()).Asked);
    }

    [Theory]
    [InlineData("builtin/mechanic", "00:00:00.2")]
    [InlineData("second", null)]
    public async Task The_mechanic_is_not_raced_against_and_nobody_is_where_it_is_not_asked_for(string fallback, string? hedge)
    {
        var release = new TaskCompletionSource();
        await using var router = await Router(Reply.Says("First.").When(release.Task), Reply.Says("x"), casting => casting.Role("coder", Role(fallback, hedge)));
        var run = await router.Run();

        await router.Send(run.Ask(1));
        await router.Until(() => Task.FromResult(router.Model.Requests.Count == 1));
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        release.SetResult();

        await router.Replies.Next<ModelAnswered>();
        Assert.Equal("scripted-coder", Assert.Single(await run.Of<TurnAnswered>()).Model);
        Assert.Empty(await run.Of<ModelHedged>());
    }

    [Fact]
    public async Task A_run_that_is_cancelled_ends_both_calls()
    {
        await using var router = await Router(Reply.Says("Late.").When(never.Task), Reply.Says("Late.").When(never.Task));
        var run = await router.Run();
        await router.Send(run.Ask(1));
        await router.Until(() => Task.FromResult(router.Model.Requests.Count == 2));

        await router.InTransaction(transaction => transaction.CancelWork(run.Id));

        Assert.True(SpinWait.SpinUntil(() => router.Model.Cancelled == 2, Patience), "The models were not hung up on.");
    }

    private static JsonObject Role(JsonNode fallbacks, string? hedge = "00:00:00.2")
    {
        var role = new JsonObject { ["model"] = "scripted-coder", ["fallbacks"] = fallbacks };
        if (hedge is not null)
            role["hedge"] = hedge;
        return role;
    }

    /// <summary>Two dollars a million tokens read, ten a million written.</summary>
    private static void Priced(ScriptedCasting casting)
    {
        foreach (var model in (string[])["scripted-coder", "second"])
            casting.Set(model, "inputUsdPerMillion", 2).Set(model, "outputUsdPerMillion", 10);
    }

    /// <summary>The second is asked when the first is silent for 200 ms.</summary>
    private static Task<RouterHost> Router(Reply first, Reply second, Action<ScriptedCasting>? configure = null) => RouterHost.StartOnBus((server, casting) =>
    {
        casting.Model("second", "second").Role("coder", Role("second"));
        server.On("coder", first).On("second", second);
        configure?.Invoke(casting);
    });
}
