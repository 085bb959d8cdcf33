using Films;
using Xunit;

public class RatingsTests
{
    private readonly Ratings _ratings = new();

    [Fact]
    public void Average()
    {
        _ratings.Rate("Alien", 5);
        _ratings.Rate("Alien", 4);
        Assert.Equal(4.5, _ratings.Average("Alien"));
    }

    [Fact]
    public void Nobody() => Assert.Equal(0, _ratings.Average("Heat"));

    [Fact]
    public void Wrong() => Assert.Throws<ArgumentOutOfRangeException>(() => _ratings.Rate("x", 6));

    [Fact]
    public void Best_of_none() => Assert.Empty(_ratings.Best(3));
}
