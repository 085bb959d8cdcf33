using Login;
using Xunit;

public class AccountsTests
{
    private readonly Accounts _accounts = new(2);

    public AccountsTests() => _accounts.Register("ada", "secret");

    [Fact]
    public void Right() => Assert.Equal(Outcome.Ok, _accounts.Login("Ada", "secret"));

    [Fact]
    public void Wrong() => Assert.Equal(Outcome.Wrong, _accounts.Login("ada", "x"));

    [Fact]
    public void Unknown() => Assert.Equal(Outcome.Wrong, _accounts.Login("bob", "x"));

    [Fact]
    public void Locked()
    {
        _accounts.Login("ada", "x");
        _accounts.Login("ada", "y");
        Assert.Equal(Outcome.Locked, _accounts.Login("ada", "secret"));
    }
}
