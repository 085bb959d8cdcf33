namespace Factory.Router.Ledger;

/// <summary>A part of a budget that this process has leased: calls are reserved from it in memory, and what they used is written in batches.</summary>
internal sealed class Slice(Guid id, LedgerAccount account, LedgerGrant grant, bool tight)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Role, string Model), LedgerUse> used = [];
    private decimal usd = grant.Usd;
    private long tokens = grant.Tokens;
    private long calls = grant.Calls;
    private decimal openUsd;
    private long openCalls;
    private bool retired;
    private bool changed;

    /// <summary>Whether the budget gave less than was asked for: what is not needed goes back at once.</summary>
    public bool IsTight => tight;

    /// <summary>Less than half is left: time to lease the next.</summary>
    public bool IsLow
    {
        get
        {
            lock (gate)
                return usd * 2 < grant.Usd || tokens * 2 < grant.Tokens || calls * 2 < grant.Calls;
        }
    }

    /// <summary>No call is under way.</summary>
    public bool IsUnused
    {
        get
        {
            lock (gate)
                return openCalls == 0;
        }
    }

    /// <summary>So little is left that the next slice serves all further calls.</summary>
    public bool IsSpent
    {
        get
        {
            lock (gate)
                return usd * 16 < grant.Usd || tokens * 16 < grant.Tokens || calls * 16 < grant.Calls;
        }
    }

    /// <summary>Null where it does not hold enough.</summary>
    public SliceReservation? Reserve(SliceCall call)
    {
        lock (gate)
        {
            if (retired || usd < call.Usd || tokens < call.Tokens || calls < 1)
                return null;
            Move(call, -1);
            return new SliceReservation(this, call);
        }
    }

    public void End(SliceCall call, LedgerUse? use)
    {
        lock (gate)
        {
            Move(call, 1);
            if (use is null)
                return;
            usd -= use.Usd;
            tokens -= use.InputTokens + use.OutputTokens;
            calls--;
            var key = (call.Role, call.Model.Name);
            used[key] = used.TryGetValue(key, out var before) ? before.Plus(use) : use;
        }
    }

    /// <summary>Nothing more is reserved from it; when the last call has ended its rest goes back.</summary>
    public void Retire()
    {
        lock (gate)
            (retired, changed) = (true, changed || !retired);
    }

    /// <summary>What was spent since the last time, and where it stands; its state is null where nothing changed.</summary>
    public (IReadOnlyList<SliceUse> Spent, SliceState? State) Drain()
    {
        lock (gate)
        {
            if (!changed)
                return ([], null);
            var spent = used.Select(use => new SliceUse(Guid.CreateVersion7(), id, account, use.Key.Role, use.Key.Model, use.Value)).ToList();
            used.Clear();
            var released = retired && openCalls == 0;
            changed = false;
            return (spent, new SliceState(id, openUsd, openCalls, released));
        }
    }

    private void Move(SliceCall call, int sign)
    {
        usd += sign * call.Usd;
        tokens += sign * call.Tokens;
        calls += sign;
        openUsd -= sign * call.Usd;
        openCalls -= sign;
        changed = true;
    }
}
