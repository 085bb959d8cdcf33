using Factory.Contracts.History;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.History.Costs;
using Factory.Messaging.Leases;
using Factory.Router.Asking;
using Factory.Router.Ledger;
using Factory.Router.Tests.Fixtures;
using Factory.ScriptedModel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Factory.Router.Tests.Ledger;

public sealed class PayingForTurns
{
    private static readonly LeaseContext Lease = new(Guid.CreateVersion7(), 1, 5);

    [Fact]
    public async Task An_answer_is_settled_with_its_recording_as_the_provider_counted_it()
    {
        await using var router = await Start();
        router.Model.On(RouterHost.Role, Reply.Says("Done.").Counting((200, 20)));
        var (run, mission) = (await router.Run(), Guid.CreateVersion7());

        await router.Send(run.Ask(1) with { MissionId = mission });

        var told = await router.Replies.Next<ModelAnswered>();
        var cost = Assert.Single(await Costs(router, mission));
        Assert.Equal(0.0006m, told.Spent.Usd);
        Assert.Equal((RouterHost.Role, 0.0006m, 200L, 20L, 1L, 0L, 0L), (cost.Name, cost.Usd, cost.InputTokens, cost.OutputTokens, cost.Calls, cost.EstimatedCalls, cost.ReservedCalls));
    }

    [Theory]
    [InlineData(-5, 20)]
    [InlineData(200, -1)]
    [InlineData(1_000_000_000_000_000_000, 20)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public async Task Counts_that_cannot_be_are_estimated_and_marked(long input, long output)
    {
        await using var router = await Start();
        router.Model.On(RouterHost.Role, Reply.Says("Done.").Counting((input, output)));
        var (run, mission) = (await router.Run(), Guid.CreateVersion7());

        await router.Send(run.Ask(1) with { MissionId = mission });

        var told = await router.Replies.Next<ModelAnswered>();
        var cost = Assert.Single(await Costs(router, mission));
        Assert.InRange(told.Spent.Usd, 0.0001m, 0.1m);
        Assert.Equal((told.Spent.Usd, 1L), (cost.Usd, cost.EstimatedCalls));
        Assert.InRange(told.Spent.Tokens, 1, 100_000);
    }

    [Fact]
    public async Task All_runs_of_a_mission_share_its_limit()
    {
        await using var router = await Start();
        var mission = await Mission(router, usd: 0.02m);
        router.Model.On(RouterHost.Role, Reply.Says("Done.").Counting((500, 500)));
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => router.Run()));

        foreach (var run in runs)
            await router.Send(run.Ask(1, budgetUsd: 0.02m) with { MissionId = mission });

        var answered = 0;
        var refused = new List<ModelUnavailable>();
        foreach (var _ in runs)
        {
            if (await router.Replies.Next() is ModelUnavailable unavailable)
                refused.Add(unavailable);
            else
                answered++;
        }

        var cost = Assert.Single(await Costs(router, mission));
        Assert.InRange(cost.Usd, 0.01m, 0.02m);
        Assert.Equal(answered, cost.Calls);
        Assert.NotEmpty(refused);
        Assert.All(refused, told => Assert.Equal(RunOutcome.OverBudget, told.Outcome));
        Assert.Contains("the budget of this mission", refused[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_raised_limit_holds_from_the_next_call_on()
    {
        await using var router = await Start();
        var mission = await Mission(router, usd: 0.0001m);
        router.Model.On(RouterHost.Role, Reply.Says("Done."));
        var run = await router.Run();
        await router.Send(run.Ask(1) with { MissionId = mission });
        Assert.Equal(RunOutcome.OverBudget, (await router.Replies.Next<ModelUnavailable>()).Outcome);

        var raised = new MissionLimits(TimeSpan.FromMinutes(10), 50, 5);
        await router.Services.GetRequiredService<EventStore>().Append(new StreamAppend(mission, "mission", null, [new MissionLimitsChanged(mission, "ann", raised)]));
        await router.Send(run.Ask(1) with { MissionId = mission });

        await router.Replies.Next<ModelAnswered>();
    }

    [Fact]
    public async Task A_runs_changed_limit_holds_whatever_the_call_was_given()
    {
        await using var router = await Start();
        var run = await router.Run();
        await run.Append(new RunLimitsChanged(run.Id, new RunLimits(TimeSpan.FromMinutes(10), 50, 0.01m)));
        router.Model.On(RouterHost.Role, Reply.Says("Done.").Counting((4_000, 100)));
        await router.Send(run.Ask(1));
        await router.Replies.Next<ModelAnswered>();
        await run.Returned(1);

        await router.Send(run.Ask(2));

        Assert.Contains("the budget of this run", (await router.Replies.Next<ModelUnavailable>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_loop_of_tools_stops_at_the_cap()
    {
        await using var router = await Start();
        var mission = await Mission(router, usd: 0.05m);
        router.Model.On(RouterHost.Role, _ => Reply.Call("read", new { path = "a.py" }).Counting((2_000, 100)));
        var run = await router.Run();
        var turns = 0;
        for (; turns < 100; turns++)
        {
            await router.Send(run.Ask(turns + 1, budgetUsd: 1) with { MissionId = mission });
            if (await router.Replies.Next() is ModelUnavailable)
                break;
            await run.Returned(turns + 1);
        }

        Assert.InRange(turns, 5, 12);
        Assert.InRange(Assert.Single(await Costs(router, mission)).Usd, 0.02m, 0.05m);
    }

    [Fact]
    public async Task A_call_that_the_provider_turned_away_costs_nothing()
    {
        await using var router = await Start();
        router.Model.On(RouterHost.Role, Reply.Fails(401));
        var mission = await Mission(router, usd: 1);

        await router.Send((await router.Run()).Ask(1) with { MissionId = mission });

        await router.Replies.Next<ModelUnavailable>();
        await Flush(router);
        Assert.Empty(await Costs(router, mission));
    }

    [Fact]
    public async Task An_answer_that_broke_off_is_estimated()
    {
        await using var router = await Start();
        router.Model.On(RouterHost.Role, Reply.BreaksOff(), Reply.Says("Done.").Counting((200, 20)));
        var mission = await Mission(router, usd: 1);

        await router.Send((await router.Run()).Ask(1) with { MissionId = mission });

        await router.Replies.Next<ModelAnswered>();
        await Flush(router);
        var cost = Assert.Single(await Costs(router, mission));
        Assert.Equal((2L, 1L, 0L), (cost.Calls, cost.EstimatedCalls, cost.ReservedCalls));
    }

    [Fact]
    public async Task A_cancelled_call_is_estimated_and_holds_nothing_any_more()
    {
        await using var router = await Start();
        router.Model.On(RouterHost.Role, Reply.Says("Late.").After(TimeSpan.FromMinutes(10)));
        var (mission, run) = (await Mission(router, usd: 1), await router.Run());
        await router.Send(run.Ask(1) with { MissionId = mission });
        Assert.True(SpinWait.SpinUntil(() => router.Model.Requests.Count == 1, TimeSpan.FromMinutes(5)), "The model was not asked.");
        Assert.Equal(1L, Assert.Single(await Costs(router, mission)).ReservedCalls);

        await router.InTransaction(transaction => transaction.CancelWork(run.Id));
        Assert.True(SpinWait.SpinUntil(() => router.Model.Cancelled == 1, TimeSpan.FromMinutes(5)), "The model was not hung up on.");

        CostRow cost;
        do
        {
            await Flush(router);
            cost = Assert.Single(await Costs(router, mission));
        }
        while (cost.ReservedCalls > 0);
        Assert.Equal((1L, 1L), (cost.Calls, cost.EstimatedCalls));
    }

    [Fact]
    public async Task What_a_killed_router_may_have_paid_is_shown_and_taken_over_by_the_next_attempt()
    {
        await using var router = await Start();
        var mission = await Mission(router, usd: 0.17m);
        var run = await router.Run();
        var ask = run.Ask(1, budgetUsd: 0.17m) with { MissionId = mission };
        await ReservedByTheDead(router, ask, usd: 0.16m);
        var before = Assert.Single(await Costs(router, mission));
        router.Model.On(RouterHost.Role, Reply.Says("Done.").Counting((200, 20)));

        await router.Send(ask);

        await router.Replies.Next<ModelAnswered>();
        await Flush(router);
        var after = await Costs(router, mission);
        Assert.Equal((0.16m, 1L, 0L), (before.UnknownUsd, before.UnknownCalls, before.Calls));
        Assert.Equal((0.0006m, 0.0006m, 1L), (after.Sum(cost => cost.Usd), after.Sum(cost => cost.UnknownUsd), after.Sum(cost => cost.UnknownCalls)));
        Assert.Equal((1L, 220L), (after.Sum(cost => cost.Calls), after.Sum(cost => cost.InputTokens + cost.OutputTokens)));
        Assert.Equal((0.0012m, 0m), await Balance(router, $"mission/{mission}"));
    }

    [Fact]
    public async Task What_nobody_asks_for_again_is_taken_as_paid_after_a_day()
    {
        await using var router = await Start();
        var mission = await Mission(router, usd: 1);
        await ReservedByTheDead(router, (await router.Run()).Ask(1) with { MissionId = mission }, usd: 0.16m);
        var sweep = router.Services.GetRequiredService<LedgerSweep>();
        await sweep.Sweep(CancellationToken.None);
        var counted = await Balance(router, $"mission/{mission}");

        await Execute(router, "UPDATE factory.ledger_call SET ended_at = ended_at - interval '25 hours'");
        await sweep.Sweep(CancellationToken.None);

        Assert.Equal((0m, 0.16m), counted);
        Assert.Equal((0.16m, 0m), await Balance(router, $"mission/{mission}"));
        Assert.Equal((0.16m, 0m), (Assert.Single(await Costs(router, mission)).UnknownUsd, Assert.Single(await Costs(router, mission)).Usd));
    }

    [Fact]
    public async Task An_answer_recorded_twice_is_settled_once()
    {
        await using var router = await Start();
        router.Model.On(RouterHost.Role, Reply.Says("Done.").Counting((200, 20)));
        var mission = await Mission(router, usd: 1);
        var (ask, work) = ((await router.Run()).Ask(1) with { MissionId = mission }, router.Services.GetRequiredService<AskModelWork>());
        var recording = await work.Do(ask, Lease, CancellationToken.None);
        await router.InTransaction(transaction => recording(transaction));

        var again = await work.Do(ask, Lease, CancellationToken.None);
        await router.InTransaction(transaction => again(transaction));

        await Flush(router);
        Assert.Equal((0.0006m, 0m), await Balance(router, $"mission/{mission}"));
    }

    /// <summary>Two dollars a million tokens read, ten a million written.</summary>
    private static Task<RouterHost> Start() => RouterHost.StartOnBus((_, casting) => casting.Set("scripted-coder", "inputUsdPerMillion", 2).Set("scripted-coder", "outputUsdPerMillion", 10));

    private static async Task<Guid> Mission(RouterHost router, decimal usd)
    {
        var (id, blobs) = (Guid.CreateVersion7(), router.Services.GetRequiredService<BlobStore>());
        var report = await blobs.Put(RouterHost.Team, "It is broken."u8.ToArray(), "text/plain");
        await router.Services.GetRequiredService<EventStore>().Append(new StreamAppend(
            id, "mission", 0, [new MissionStarted(id, RouterHost.Team, Guid.CreateVersion7(), "Broken", report, new RepositoryRef("r", null), null, new MissionLimits(TimeSpan.FromMinutes(10), 50, usd))]));
        return id;
    }

    /// <summary>What a router leaves that was killed after it asked a model and before it recorded the answer.</summary>
    private static async Task ReservedByTheDead(RouterHost router, AskModel ask, decimal usd)
    {
        var database = router.Services.GetRequiredService<NpgsqlDataSource>();
        var dead = new LedgerWriter(database, new(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<LedgerWriter>.Instance);
        var order = new LedgerOrder(Guid.CreateVersion7(), CallLedger.AccountOf(ask), "scripted-coder", [], usd, usd, 1, 1) { Turn = ask.Turn, Role = ask.Role };
        Assert.True((await dead.Reserve(order)).Granted);
    }

    private static Task<IReadOnlyList<CostRow>> Costs(RouterHost router, Guid mission) => router.Services.GetRequiredService<CostQueries>().OfMission(mission);

    /// <summary>All that ended is in the balances afterwards.</summary>
    private static async Task Flush(RouterHost router)
    {
        await router.Services.GetRequiredService<LedgerWriter>().Flush();
        await Execute(router, "SELECT factory.ledger_lock(), factory.ledger_fold(1000)");
    }

    private static async Task<(decimal Usd, decimal Held)> Balance(RouterHost router, string account)
    {
        await using var command = router.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"SELECT usd, held_usd FROM factory.ledger_balance WHERE account = '{account}'");
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        return (reader.GetDecimal(0), reader.GetDecimal(1));
    }

    private static async Task Execute(RouterHost router, string sql)
    {
        await using var command = router.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
