using Geometry;
using Xunit;

public class BoxTests
{
    [Fact]
    public void Overlap() => Assert.Equal(new Box(5, 5, 5, 5), new Box(0, 0, 10, 10).Intersect(new Box(5, 5, 10, 10)));

    [Fact]
    public void Apart() => Assert.Equal(0, new Box(0, 0, 2, 2).Intersect(new Box(50, 50, 2, 2)).Area);

    [Fact]
    public void At_the_origin() => Assert.Equal(4, new Box(0, 0, 2, 2).Intersect(new Box(0, 0, 9, 9)).Area);

    [Fact]
    public void Contains() => Assert.False(new Box(0, 0, 2, 2).Contains(2, 0));
}
