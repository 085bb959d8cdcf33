using Charts;
using Xunit;

public class ChartTests
{
    [Fact]
    public void A_line() => Assert.Equal("apples    |########## 5", Chart.Line("apples", 5, 10));

    [Fact]
    public void Nothing() => Assert.Equal("", Chart.Draw([]));

    [Fact]
    public void Bars_are_in_proportion() => Assert.EndsWith("##### 1", Chart.Line("x", 1, 4));
}
