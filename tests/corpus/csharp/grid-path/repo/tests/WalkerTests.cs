using Grid;
using Xunit;

public class WalkerTests
{
    [Fact]
    public void Starts_in_the_corner() => Assert.Equal((0, 0), (new Walker(2, 2).Row, new Walker(2, 2).Column));

    [Fact]
    public void Goes_right() => Assert.Equal("01 02", new Walker(3, 3).Walk(2));

    [Fact]
    public void Turns_at_the_right_edge() => Assert.Equal("01 01", new Walker(1, 2).Walk(2));

    [Fact]
    public void Turns_at_the_lower_edge() => Assert.Equal("00 10 10", new Walker(2, 1).Walk(3));
}
