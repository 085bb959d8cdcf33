using Factory.Contracts.Runs;
using Factory.Router.Ledger;

namespace Factory.Router.Tests.Ledger;

public sealed class LeasingSlices
{
    private static readonly LedgerAccount Ann = new(LedgerReplica.Team, "ann");

    [Fact]
    public async Task Of_fifty_calls_at_once_on_a_budget_for_one_one_goes_out()
    {
        var gateways = await LedgerReplica.Start(2);
        foreach (var gateway in gateways)
            gateway.Capped(new Cap(CapPeriod.Total, Usd: 15));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(call => gateways[call % 2].Slices.Reserve(Call(), CancellationToken.None).AsTask()));

        Assert.Single(answers, answer => answer.Reservation is not null);
        Assert.All(answers.Where(answer => answer.Reservation is null), answer => Assert.Contains("organisation", answer.Refusal, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_waits_for_no_commit_once_a_slice_is_leased()
    {
        var gateway = (await LedgerReplica.Start(1))[0];
        (await gateway.Slices.Reserve(Call(), CancellationToken.None)).Reservation!.Settle(null);

        var second = gateway.Slices.Reserve(Call(), CancellationToken.None);

        Assert.True(second.IsCompletedSuccessfully);
        Assert.NotNull((await second).Reservation);
    }

    [Fact]
    public async Task What_was_spent_is_in_the_balances_when_the_process_has_stopped()
    {
        var gateway = (await LedgerReplica.Start(1))[0];
        for (var call = 0; call < 100; call++)
            (await gateway.Slices.Reserve(Call(), CancellationToken.None)).Reservation!.Settle(new Usage(2, 0, 0, false));

        await gateway.Slices.StopAsync(CancellationToken.None);
        await gateway.Writer.Flush();

        Assert.Equal((200m, 0m), (await gateway.Spent("person/blue/ann"), await gateway.Held()));
        Assert.Equal(100L, await gateway.Read<long>("SELECT sum(calls)::bigint FROM factory.ledger_use WHERE person = 'ann' AND role = 'gateway' AND model = 'paid'"));
    }

    [Fact]
    public async Task A_reservation_that_is_settled_twice_or_disposed_of_later_counts_once()
    {
        var gateway = (await LedgerReplica.Start(1))[0];
        using (var reservation = (await gateway.Slices.Reserve(Call(), CancellationToken.None)).Reservation!)
        {
            reservation.Settle(new Usage(3, 0, 0, false));
            reservation.Settle(new Usage(4, 0, 0, false));
        }

        await gateway.Slices.StopAsync(CancellationToken.None);

        Assert.Equal((3m, 0m), (await gateway.Spent(), await gateway.Held()));
    }

    [Fact]
    public async Task A_budget_is_used_to_its_end_and_not_beyond()
    {
        var gateways = await LedgerReplica.Start(2);
        foreach (var gateway in gateways)
            gateway.Capped(new Cap(CapPeriod.Total, Usd: 1005));

        var made = 0;
        for (var call = 0; call < 120; call++)
        {
            using var reservation = (await gateways[call % 2].Slices.Reserve(Call(), CancellationToken.None)).Reservation;
            reservation?.Settle(new Usage(10, 0, 0, false));
            made += reservation is null ? 0 : 1;
        }

        foreach (var gateway in gateways)
            await gateway.Slices.StopAsync(CancellationToken.None);
        Assert.Equal(1000m, await gateways[0].Spent());
        Assert.Equal(100, made);
    }

    [Fact]
    public async Task A_dead_process_leaves_what_was_under_way_as_unknown_and_gives_the_rest_back()
    {
        var gateways = await LedgerReplica.Start(2);
        var (dead, alive) = (gateways[0].Capped(new Cap(CapPeriod.Total, Usd: 10_000)), gateways[1]);
        Assert.NotNull((await dead.Slices.Reserve(Call(), CancellationToken.None)).Reservation);
        dead.Slices.Flush();
        await dead.Writer.Flush();
        var leased = await alive.Held();

        await dead.Lives(TimeSpan.FromSeconds(-1));
        await alive.Sweep.Sweep(CancellationToken.None);
        Assert.Equal(leased, await alive.Held());
        await alive.Execute("UPDATE factory.ledger_call SET ended_at = ended_at - interval '1 hour'");
        await alive.Sweep.Sweep(CancellationToken.None);

        Assert.True(leased > 10);
        Assert.Equal((10m, 0m), (await alive.Spent(), await alive.Held()));
        Assert.Equal((10m, 1L), (await alive.Read<decimal>("SELECT sum(presumed_usd) FROM factory.ledger_use"), await alive.Read<long>("SELECT sum(presumed_calls)::bigint FROM factory.ledger_use")));
    }

    [Fact]
    public async Task A_key_that_is_used_up_does_not_spend_what_another_of_the_same_name_has_leased()
    {
        var gateway = (await LedgerReplica.Start(1))[0];
        Assert.NotNull((await gateway.Slices.Reserve(Call(), CancellationToken.None)).Reservation);

        var answer = await gateway.Slices.Reserve(Call(new Cap(CapPeriod.Total, Usd: 5)), CancellationToken.None);

        Assert.Null(answer.Reservation);
        Assert.Contains("the key of ann", answer.Refusal, StringComparison.Ordinal);
    }

    /// <summary>Ten dollars at most.</summary>
    private static SliceCall Call(params Cap[] ofKey) => new(Ann, ofKey, "gateway", LedgerReplica.Model, 10, 100);
}
