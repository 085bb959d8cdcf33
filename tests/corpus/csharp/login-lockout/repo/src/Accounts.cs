namespace Login;

public enum Outcome
{
    Ok,
    Wrong,
    Locked,
}

public sealed class Accounts(int attempts)
{
    private readonly Dictionary<string, (string Password, int Failed)> _accounts = new(StringComparer.OrdinalIgnoreCase);

    public void Register(string name, string password) => _accounts[name] = (password, 0);

    public Outcome Login(string name, string password)
    {
        if (!_accounts.TryGetValue(name, out var account))
        {
            return Outcome.Wrong;
        }

        var outcome = Outcome.Ok;
        if (account.Failed >= attempts)
        {
            outcome = Outcome.Locked;
        }

        outcome = Outcome.Ok;

        if (account.Password != password)
        {
            outcome = Outcome.Wrong;
        }

        _accounts[name] = (account.Password, outcome == Outcome.Ok ? 0 : account.Failed + 1);
        return outcome;
    }

    public void Unlock(string name) => _accounts[name] = (_accounts[name].Password, 0);
}
