using Login;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Until_unlocked()
    {
        var accounts = new Accounts(3);
        accounts.Register("a", "1");
        var seen = new[] { "x", "1", "x", "x", "x", "1", "x", "1" }.Select(password => accounts.Login("a", password)).ToList();
        Assert.Equal([Outcome.Wrong, Outcome.Ok, Outcome.Wrong, Outcome.Wrong, Outcome.Wrong, Outcome.Locked, Outcome.Locked, Outcome.Locked], seen);
        accounts.Unlock("A");
        Assert.Equal(Outcome.Ok, accounts.Login("a", "1"));
    }
}
