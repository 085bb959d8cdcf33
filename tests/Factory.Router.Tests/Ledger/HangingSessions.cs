using Factory.Contracts.Runs;
using Factory.Router.Ledger;
using Npgsql;

namespace Factory.Router.Tests.Ledger;

/// <summary>A session of the database that stands still in the middle of its transaction: its process was stopped, or its network is gone.</summary>
public sealed class HangingSessions
{
    /// <summary>Without a bound these would wait for as long as the session hangs, which is for ever here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly CallEstimate OneDollar = new(1, 1, 10, 10);
    private static readonly LedgerUse Quarter = LedgerUse.Of(0.25m, new Usage(100, 0, 5, false));

    [Fact]
    public async Task One_that_hangs_in_a_recording_stops_neither_its_own_router_nor_others_and_its_call_ends_later()
    {
        var routers = await LedgerReplica.Start(2);
        var (ask, id) = (LedgerReplica.Ask(), Guid.CreateVersion7());
        await Reserve(routers[0], ask, id);
        var hanging = await Recording(routers[0], ask, id);

        routers[0].Writer.End(new EndedCall(id, Quarter));
        var grants = new[] { await Reserve(routers[1], LedgerReplica.Ask(), Guid.CreateVersion7()), await Reserve(routers[0], LedgerReplica.Ask(), Guid.CreateVersion7()) };
        var later = await Reserve(routers[0], LedgerReplica.Ask(), Guid.CreateVersion7());

        Assert.All(grants.Append(later), grant => Assert.True(grant.Granted));
        await hanging.DisposeAsync();
        await Until(routers[0], async () => await routers[0].Spent() == 0.25m);
        Assert.Equal(3, await routers[0].Held());
    }

    [Fact]
    public async Task What_a_dead_router_s_session_still_holds_is_left_out_and_taken_over_when_that_is_gone()
    {
        var routers = await LedgerReplica.Start(2);
        var (ask, id) = (LedgerReplica.Ask(), Guid.CreateVersion7());
        await Reserve(routers[0], ask, id);
        var hanging = await Recording(routers[0], ask, id);
        await routers[0].Lives(TimeSpan.FromHours(-1));

        await routers[1].Sweep.Sweep(CancellationToken.None).WaitAsync(Patience);
        var again = await Reserve(routers[1], ask, Guid.CreateVersion7());

        Assert.True(again.Granted);
        Assert.Equal("reserved", await State(routers[1], id));
        await hanging.DisposeAsync();
        await routers[1].Sweep.Sweep(CancellationToken.None).WaitAsync(Patience);
        Assert.Equal("unknown", await State(routers[1], id));
    }

    [Fact]
    public async Task One_that_holds_the_writers_lock_is_waited_for_as_long_as_is_said_and_not_for_ever()
    {
        var router = (await LedgerReplica.Start(1))[0];
        var hanging = await Transaction(router, "SELECT factory.ledger_lock()");

        await Assert.ThrowsAsync<PostgresException>(() => Reserve(router, LedgerReplica.Ask(), Guid.CreateVersion7()));
        await hanging.DisposeAsync();

        Assert.True((await Reserve(router, LedgerReplica.Ask(), Guid.CreateVersion7())).Granted);
        await Until(router, async () => await router.Held() == 1);
    }

    /// <summary>An answer's recording that settled its call and does not end.</summary>
    private static Task<NpgsqlConnection> Recording(LedgerReplica router, AskModel ask, Guid id)
    {
        var row = LedgerRows.Settled(id, CallLedger.AccountOf(ask), ask.Turn, ask.Role, LedgerReplica.Model.Name, Quarter);
        return Transaction(router, $"SELECT factory.ledger_settle('{router.Node.Id}', '{row}')");
    }

    /// <summary>Rolled back when the connection is disposed of.</summary>
    private static async Task<NpgsqlConnection> Transaction(LedgerReplica router, string sql)
    {
        var connection = await router.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {sql}", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<LedgerGrant> Reserve(LedgerReplica router, AskModel ask, Guid id)
    {
        var account = CallLedger.AccountOf(ask);
        var order = new LedgerOrder(
            id, account, LedgerReplica.Model.Name, await router.Caps.Of(account, LedgerReplica.Limits, CancellationToken.None), OneDollar.Usd, OneDollar.LeastUsd, OneDollar.Tokens, OneDollar.LeastTokens)
        {
            Turn = ask.Turn, Role = ask.Role,
        };
        return await router.Writer.Reserve(order).WaitAsync(Patience);
    }

    private static Task<string> State(LedgerReplica router, Guid id) => router.Read<string>($"SELECT state FROM factory.ledger_call WHERE id = '{id}'");

    private static async Task Until(LedgerReplica router, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (; !await holds(); await timer.WaitForNextTickAsync(patience.Token))
            await router.Writer.Flush();
    }
}
