using Shop;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Adds_up()
    {
        var loyalty = new Loyalty();
        Assert.Equal([0, 5, 57], new[] { (99, false), (500, false), (200, true) }.Select(buy => loyalty.Buy("x", buy.Item1, buy.Item2)));
        Assert.True(loyalty.Redeem("x", 50));
        Assert.False(loyalty.Redeem("x", 8));
        Assert.Equal((7, 0), (loyalty.Of("x"), loyalty.Of("y")));
    }
}
