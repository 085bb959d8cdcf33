using Dogs;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Sorted()
    {
        var sorted = Kennel.Sort([("a", 30), ("b", 29.9), ("c", 9.9), ("d", 80), ("e", 0)]);
        Assert.Equal(["a", "d"], sorted["large"]);
        Assert.Equal(["b"], sorted["medium"]);
        Assert.Equal(["c", "e"], sorted["small"]);
        Assert.Equal(90, Kennel.Price(31, 3));
    }
}
