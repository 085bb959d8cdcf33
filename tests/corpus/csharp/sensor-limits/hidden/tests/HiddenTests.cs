using Sensors;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void All() => Assert.Equal(["-0.5 is below 0", "1.5 is above 1"], new Limits(0, 1).CheckAll([-0.5, 0, 0.5, 1, 1.5]));

    [Fact]
    public void Below() => Assert.Equal("2 is below 5", new Limits(5, 30).Check(2));
}
