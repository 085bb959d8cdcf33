using Factory.Contracts.Runs;
using Factory.Messaging;
using Factory.Messaging.Nodes;
using Factory.Router.Casting;
using Factory.Router.Models;

namespace Factory.Router.Ledger;

/// <summary>The money of droids' calls: reserved before a call, settled with the recording of its answer.</summary>
internal sealed class CallLedger(LedgerWriter writer, CallCaps caps, OpenCalls open, NodeIdentity node, TimeProvider time)
{
    /// <summary>How long a call waits for money that other calls have reserved and may not need.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestWait = TimeSpan.FromSeconds(2);

    public TimeProvider Time => time;

    public static LedgerAccount AccountOf(AskModel ask) => new(ask.Team, Mission: ask.MissionId, Feature: ask.FeatureId, Run: ask.RunId);

    /// <summary>Null where nothing has to be reserved: the call costs nothing, and no cap counts such calls.</summary>
    /// <param name="run">What the run may use, what failed calls of it cost included.</param>
    /// <exception cref="ModelFailure">A budget does not allow the call.</exception>
    public async Task<LedgerGrant?> Reserve(Guid id, AskModel ask, RunLimits run, CastModel model, CallEstimate estimate, CancellationToken ct)
    {
        var account = AccountOf(ask);
        var began = time.GetTimestamp();
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++)
        {
            var holding = await caps.Of(account, run, ct);
            if (estimate.Usd == 0 && !holding.Any(cap => cap.Cap.CountsFree))
                return null;
            var grant = await Reserve(Order(id, ask, model, account, holding, estimate, waits: time.GetElapsedTime(began) < LongestWait), ct);
            if (grant.Granted)
                return grant;
            if (attempt > 1 && (!grant.Held || time.GetElapsedTime(began) >= LongestWait))
                throw new ModelFailure(FailureKind.OverBudget, grant.Refusal);
            caps.ReadAgain(account);
            if (!grant.Held)
                continue;
            await Task.Delay(wait, time, ct);
            wait = wait < SlowestWait ? wait * 2 : SlowestWait;
        }
    }

    /// <summary>Reserves a call that belongs to no run: what its team and the organisation may use holds it.</summary>
    /// <exception cref="ModelFailure">A budget does not allow the call.</exception>
    public async Task ReserveAlone(Guid id, string team, string role, CastModel model, CallEstimate estimate, CancellationToken ct)
    {
        var account = new LedgerAccount(team);
        var order = new LedgerOrder(id, account, model.Name, caps.OfOwners(account, []), estimate.Usd, estimate.LeastUsd, estimate.Tokens, estimate.LeastTokens) { Role = role };
        if (await Reserve(order, ct) is { Granted: false } refused)
            throw new ModelFailure(FailureKind.OverBudget, refused.Refusal);
    }

    /// <summary>The call was answered; what it used is settled with the recording.</summary>
    public void Used(Guid id, LedgerUse use) => open.Used(id, use);

    /// <summary>The call failed, or nobody waits for it any more.</summary>
    /// <param name="use">Null when nothing is charged.</param>
    public void End(Guid id, LedgerUse? use)
    {
        open.Ended(id);
        writer.End(new EndedCall(id, use));
    }

    /// <summary>Settles an answer in the transaction that records it. What costs nothing and counts nothing is not written.</summary>
    public void Settle(HeartTransaction transaction, AskModel ask, string model, ModelAnswer answered)
    {
        if (answered is not { CallId: { } id, Usage: { } usage })
            return;
        var row = LedgerRows.Settled(id, AccountOf(ask), ask.Turn, ask.Role, model, LedgerUse.Of(answered.Spent.Usd, usage));
        transaction.Write(LedgerCommands.Settle(node.Id, row));
        writer.FoldSoon();
    }

    private async Task<LedgerGrant> Reserve(LedgerOrder order, CancellationToken ct)
    {
        open.Reserved(order.Id);
        try
        {
            var grant = await writer.Reserve(order);
            if (grant.Granted && ct.IsCancellationRequested)
                End(order.Id, null);
            else if (!grant.Granted)
                open.Ended(order.Id);
            ct.ThrowIfCancellationRequested();
            return grant;
        }
        catch (Npgsql.NpgsqlException)
        {
            open.Ended(order.Id);
            throw;
        }
    }

    private static LedgerOrder Order(Guid id, AskModel ask, CastModel model, LedgerAccount account, IReadOnlyList<AccountCap> caps, CallEstimate estimate, bool waits) =>
        new(id, account, model.Name, caps, estimate.Usd, estimate.LeastUsd, estimate.Tokens, estimate.LeastTokens) { Role = ask.Role, Turn = ask.Turn, Waits = waits };
}
