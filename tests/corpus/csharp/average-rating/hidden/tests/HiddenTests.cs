using Films;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Others_are_not_concerned()
    {
        var ratings = new Ratings();
        ratings.Rate("a", 1);
        ratings.Rate("b", 2);
        ratings.Rate("b", 2);
        ratings.Rate("b", 3);
        Assert.Equal((1, 2.3, 0), (ratings.Average("a"), ratings.Average("b"), ratings.Average("c")));
        Assert.Equal(["b", "a"], ratings.Best(5));
    }
}
