using Factory.Contracts.Runs;
using Factory.History.Costs;
using Factory.Router.Ledger;

namespace Factory.Router.Tests.Ledger;

public sealed class ReadingCosts
{
    [Fact]
    public async Task What_was_paid_is_counted_before_and_after_it_is_folded_and_once()
    {
        var router = (await LedgerReplica.Start(1))[0];
        await Settled(router, "blue", 1.5m);
        var folded = await new CostQueries(router.Database).Read(CostsBy.Team, null, null);
        await router.Execute("UPDATE factory.ledger_call SET folded = false; DELETE FROM factory.ledger_use");

        var unfolded = await new CostQueries(router.Database).Read(CostsBy.Team, null, null);

        var cost = Assert.Single(folded);
        Assert.Equal(("blue", 1.5m, 100L, 40L, 7L, 1L, 1L), (cost.Name, cost.Usd, cost.InputTokens, cost.CachedTokens, cost.OutputTokens, cost.Calls, cost.EstimatedCalls));
        Assert.Equal(folded, unfolded);
    }

    [Fact]
    public async Task A_team_is_shown_its_own_only()
    {
        var router = (await LedgerReplica.Start(1))[0];
        await Settled(router, "blue", 1);
        await Settled(router, "green", 2);
        var costs = new CostQueries(router.Database);

        Assert.Equal(["green", "blue"], (await costs.Read(CostsBy.Team, null, null)).Select(cost => cost.Name));
        Assert.Equal(1, Assert.Single(await costs.Read(CostsBy.Model, "blue", null)).Usd);
        Assert.Empty(await costs.Read(CostsBy.Mission, "red", null));
    }

    [Fact]
    public async Task Days_are_in_their_order_and_old_ones_are_left_out()
    {
        var router = (await LedgerReplica.Start(1))[0];
        await Settled(router, "blue", 1);
        await router.Execute("UPDATE factory.ledger_use SET day = '2026-01-30'");
        await Settled(router, "blue", 2);
        await router.Execute("UPDATE factory.ledger_use SET day = '2026-02-01' WHERE day > '2026-02-01'");
        var costs = new CostQueries(router.Database);

        Assert.Equal([("2026-01-30", 1m), ("2026-02-01", 2m)], (await costs.Read(CostsBy.Day, null, null)).Select(cost => (cost.Name, cost.Usd)));
        Assert.Equal(2, Assert.Single(await costs.Read(CostsBy.Day, null, new DateOnly(2026, 2, 1))).Usd);
    }

    [Fact]
    public async Task What_is_under_way_is_reserved_and_unknown_when_its_process_is_dead()
    {
        var routers = await LedgerReplica.Start(2);
        await Reserve(routers[0], "blue");
        await Reserve(routers[1], "blue");
        await routers[1].Lives(TimeSpan.FromSeconds(-1));

        var cost = Assert.Single(await new CostQueries(routers[0].Database).Read(CostsBy.Role, "blue", null));

        Assert.Equal((0m, 3m, 1L, 3m, 1L, 0L), (cost.Usd, cost.ReservedUsd, cost.ReservedCalls, cost.UnknownUsd, cost.UnknownCalls, cost.Calls));
    }

    private static async Task<Guid> Reserve(LedgerReplica router, string team)
    {
        var id = Guid.CreateVersion7();
        var account = new LedgerAccount(team, Mission: Guid.CreateVersion7(), Run: Guid.CreateVersion7());
        Assert.True((await router.Writer.Reserve(new LedgerOrder(id, account, "paid", [], 3, 3, 10, 10) { Turn = 1, Role = "coder" })).Granted);
        return id;
    }

    private static async Task Settled(LedgerReplica router, string team, decimal usd)
    {
        router.Writer.End(new EndedCall(await Reserve(router, team), LedgerUse.Of(usd, new Usage(100, 40, 7, true))));
        await router.Writer.Flush();
    }
}
