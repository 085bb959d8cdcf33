using Factory.Contracts.Runs;
using Factory.Router.Ledger;
using Factory.Router.Models;

namespace Factory.Router.Tests.Ledger;

public sealed class ReservingCalls
{
    private static readonly CallEstimate OneDollar = new(1, 1, 10, 10);

    [Fact]
    public async Task Of_fifty_calls_at_once_on_a_budget_for_one_one_goes_out()
    {
        var routers = await LedgerReplica.Start(2);
        foreach (var router in routers)
            router.Capped(new Cap(CapPeriod.Total, Usd: 1.5m));

        var grants = await Task.WhenAll(Enumerable.Range(0, 50).Select(call => Reserve(routers[call % 2], LedgerReplica.Ask(), Guid.CreateVersion7())));

        Assert.Single(grants, grant => grant.Granted);
        Assert.All(grants.Where(grant => !grant.Granted), grant => Assert.Equal("organisation usd", grant.Cap));
        Assert.Equal(1, await routers[0].Held());
    }

    [Fact]
    public async Task Many_calls_at_once_share_a_transaction()
    {
        var router = (await LedgerReplica.Start(1))[0].Capped(new Cap(CapPeriod.Day, Usd: 10_000));
        await Reserve(router, LedgerReplica.Ask(), Guid.CreateVersion7());
        var before = await router.Read<long>("SELECT count(DISTINCT xmin::text) FROM factory.ledger_call");

        var grants = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => Reserve(router, LedgerReplica.Ask(), Guid.CreateVersion7())));

        Assert.All(grants, grant => Assert.True(grant.Granted));
        Assert.InRange(await router.Read<long>("SELECT count(DISTINCT xmin::text) FROM factory.ledger_call") - before, 1, 20);
        Assert.Equal(401, await router.Held());
    }

    [Fact]
    public async Task Reserving_the_same_call_again_reserves_once()
    {
        var router = (await LedgerReplica.Start(1))[0].Capped(new Cap(CapPeriod.Total, Usd: 1));
        var (ask, id) = (LedgerReplica.Ask(), Guid.CreateVersion7());

        var grants = await Task.WhenAll(Reserve(router, ask, id), Reserve(router, ask, id));

        Assert.All(grants, grant => Assert.True(grant.Granted));
        Assert.Equal(1, await router.Held());
    }

    [Fact]
    public async Task Settling_twice_changes_nothing()
    {
        var router = (await LedgerReplica.Start(1))[0];
        var id = Guid.CreateVersion7();
        await Reserve(router, LedgerReplica.Ask(), id);
        var use = LedgerUse.Of(0.25m, new Usage(100, 20, 5, false));

        router.Writer.End(new EndedCall(id, use));
        router.Writer.End(new EndedCall(id, use with { Usd = 7 }));
        await router.Writer.Flush();
        router.Writer.End(new EndedCall(id, null));
        await router.Writer.Flush();

        Assert.Equal((0.25m, 0m), (await router.Spent(), await router.Held()));
        Assert.Equal(105L, await router.Read<long>("SELECT tokens FROM factory.ledger_balance WHERE account = 'team/blue'"));
    }

    [Fact]
    public async Task A_call_that_was_not_made_gives_back_what_it_held()
    {
        var router = (await LedgerReplica.Start(1))[0].Capped(new Cap(CapPeriod.Day, Usd: 1));
        var first = Guid.CreateVersion7();
        await Reserve(router, LedgerReplica.Ask(), first);

        router.Writer.End(new EndedCall(first, null));
        var second = await Reserve(router, LedgerReplica.Ask(), Guid.CreateVersion7());

        Assert.True(second.Granted);
        Assert.Equal((0m, 1m), (await router.Spent(), await router.Held()));
    }

    [Theory]
    [InlineData("tokens")]
    [InlineData("calls")]
    [InlineData("until")]
    public async Task Every_cap_on_the_path_holds(string what)
    {
        var router = (await LedgerReplica.Start(1))[0];
        var cap = what switch
        {
            "tokens" => new Cap(CapPeriod.Month, Tokens: 15),
            "calls" => new Cap(CapPeriod.Day, Calls: 1),
            _ => new Cap(CapPeriod.Total, Until: DateTimeOffset.UnixEpoch),
        };
        router.Budgets = new Budgets([], new Dictionary<string, IReadOnlyList<Cap>> { [LedgerReplica.Team] = [cap] });

        var grants = new[] { await Reserve(router, LedgerReplica.Ask(), Guid.CreateVersion7()), await Reserve(router, LedgerReplica.Ask(), Guid.CreateVersion7()) };

        Assert.Equal(what == "until" ? 0 : 1, grants.Count(grant => grant.Granted));
        Assert.StartsWith("team/blue", grants[1].Cap, StringComparison.Ordinal);
        Assert.EndsWith(what, grants[1].Cap, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_lacks_waits_while_others_hold_it_and_then_gets_what_is_left()
    {
        var router = (await LedgerReplica.Start(1))[0].Capped(new Cap(CapPeriod.Total, Usd: 1.5m));
        var first = Guid.CreateVersion7();
        await Reserve(router, LedgerReplica.Ask(), first);
        var second = router.Calls.Reserve(Guid.CreateVersion7(), LedgerReplica.Ask(), LedgerReplica.Limits, LedgerReplica.Model, new CallEstimate(1, 0.1m, 10, 1), CancellationToken.None);
        router.Writer.End(new EndedCall(first, LedgerUse.Of(1.3m, new Usage(1, 0, 1, false))));

        var granted = await second;

        Assert.Equal(0.2m, granted!.Value.Usd);
    }

    [Fact]
    public async Task What_costs_nothing_is_not_written_unless_a_cap_counts_it()
    {
        var router = (await LedgerReplica.Start(1))[0].Capped(new Cap(CapPeriod.Total, Usd: 0));
        var free = new CallEstimate(0, 0, 100, 100);

        Assert.Null(await router.Calls.Reserve(Guid.CreateVersion7(), LedgerReplica.Ask(), LedgerReplica.Limits, LedgerReplica.Model, free, CancellationToken.None));
        router.Capped(new Cap(CapPeriod.Total, Tokens: 50));
        var refused = await Assert.ThrowsAsync<ModelFailure>(() => router.Calls.Reserve(Guid.CreateVersion7(), LedgerReplica.Ask(), LedgerReplica.Limits, LedgerReplica.Model, free, CancellationToken.None));

        Assert.Contains("the organisation does not allow another call: 0 tokens", refused.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.OverBudget, refused.Kind);
    }

    private static async Task<LedgerGrant> Reserve(LedgerReplica router, AskModel ask, Guid id)
    {
        var account = CallLedger.AccountOf(ask);
        var order = new LedgerOrder(
            id, account, LedgerReplica.Model.Name, await router.Caps.Of(account, LedgerReplica.Limits, CancellationToken.None), OneDollar.Usd, OneDollar.LeastUsd, OneDollar.Tokens, OneDollar.LeastTokens)
        {
            Turn = ask.Turn, Role = ask.Role,
        };
        return await router.Writer.Reserve(order);
    }
}
