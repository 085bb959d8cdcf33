using Numbers;
using Xunit;

public class PascalTests
{
    [Fact]
    public void Fourth() => Assert.Equal([1, 4, 6, 4, 1], Pascal.Row(4));

    [Fact]
    public void None() => Assert.Empty(Pascal.Triangle(0));

    [Fact]
    public void Starts_with_one() => Assert.Equal(1, Pascal.Row(7)[0]);
}
