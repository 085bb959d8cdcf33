using Geometry;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Within() => Assert.Equal(new Box(3, 4, 1, 2), new Box(0, 0, 10, 10).Intersect(new Box(3, 4, 1, 2)));

    [Fact]
    public void Covered() => Assert.Equal(7, Layout.Covered(new Box(1, 1, 2, 2), new Box(2, 2, 2, 2)));

    [Fact]
    public void Touching() => Assert.Equal(default, new Box(1, 1, 2, 2).Intersect(new Box(3, 1, 2, 2)));

    [Fact]
    public void Below_zero() => Assert.Equal(new Box(-1, -1, 1, 1), new Box(-3, -3, 3, 3).Intersect(new Box(-1, -1, 5, 5)));
}
