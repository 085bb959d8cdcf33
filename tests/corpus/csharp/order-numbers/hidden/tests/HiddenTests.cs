using Orders;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Days()
    {
        var numbers = new OrderNumbers();
        var day = new DateOnly(2023, 12, 30);
        var sequence = new[] { 0, 0, 0, 1, 1, 2, 2, 2 }.Select(later => OrderNumbers.Sequence(numbers.Next(day.AddDays(later))));
        Assert.Equal([1, 2, 3, 1, 2, 1, 2, 3], sequence);
    }
}
