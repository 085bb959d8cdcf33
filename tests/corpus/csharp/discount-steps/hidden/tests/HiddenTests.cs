using Shop;
using Xunit;

public class HiddenTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(19, 0)]
    [InlineData(20, 3)]
    [InlineData(39, 3)]
    [InlineData(40, 8)]
    [InlineData(41, 8)]
    public void Steps(int cents, int percent) => Assert.Equal(percent, new Discounts((40, 8), (20, 3)).PercentFor(cents));
}
