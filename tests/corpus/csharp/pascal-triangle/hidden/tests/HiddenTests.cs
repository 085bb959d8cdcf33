using Numbers;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void First() => Assert.Equal([1], Pascal.Row(0));

    [Fact]
    public void Sums_are_powers_of_two()
    {
        for (var row = 0; row < 20; row++)
        {
            Assert.Equal(1L << row, Pascal.Sum(row));
            Assert.Equal(Pascal.Row(row).Reverse(), Pascal.Row(row));
        }
    }
}
