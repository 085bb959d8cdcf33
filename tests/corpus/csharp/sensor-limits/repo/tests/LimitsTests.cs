using Sensors;
using Xunit;

public class LimitsTests
{
    private readonly Limits _limits = new(5, 30);

    [Fact]
    public void Within() => Assert.Null(_limits.Check(20));

    [Fact]
    public void Above() => Assert.Equal("31 is above 30", _limits.Check(31));

    [Fact]
    public void Widen() => Assert.Equal(new Limits(4, 31), _limits.Widen(1));

    [Fact]
    public void Edges() => Assert.Empty(_limits.CheckAll([5, 30]));
}
