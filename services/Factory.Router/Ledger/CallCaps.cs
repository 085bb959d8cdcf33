using Factory.Contracts.Runs;

namespace Factory.Router.Ledger;

/// <summary>All caps that hold for an account's calls.</summary>
/// <param name="budgets">Those of the organisation and its teams, as they are now.</param>
internal sealed class CallCaps(Func<Budgets> budgets, MissionCaps missions)
{
    public async ValueTask<IReadOnlyList<AccountCap>> Of(LedgerAccount account, RunLimits run, CancellationToken ct)
    {
        var caps = OfOwners(account, []);
        if (account.Mission is { } mission && await missions.Of(mission, ct) is { } cap)
            caps.Add(new AccountCap(account.MissionName, cap));
        caps.Add(new AccountCap(account.RunName, new Cap(CapPeriod.Total, run.Usd)));
        return caps;
    }

    /// <param name="person">What the person's key may use.</param>
    public List<AccountCap> OfOwners(LedgerAccount account, IReadOnlyList<Cap> person)
    {
        var now = budgets();
        var caps = new List<AccountCap>();
        caps.AddRange(now.Organisation.Select(cap => new AccountCap(LedgerAccount.OrganisationName, cap)));
        caps.AddRange(now.Of(account.Team).Select(cap => new AccountCap(account.TeamName, cap)));
        caps.AddRange(person.Select(cap => new AccountCap(account.PersonName, cap)));
        return caps;
    }

    /// <summary>Limits may have been raised since they were read.</summary>
    public void ReadAgain(LedgerAccount account)
    {
        if (account.Mission is { } mission)
            missions.Forget(mission);
    }
}
