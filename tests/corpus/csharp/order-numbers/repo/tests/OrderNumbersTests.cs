using Orders;
using Xunit;

public class OrderNumbersTests
{
    private static readonly DateOnly Day = new(2024, 5, 1);
    private readonly OrderNumbers _numbers = new();

    [Fact]
    public void First() => Assert.Equal("20240501-001", _numbers.Next(Day));

    [Fact]
    public void From_one_on_every_day()
    {
        _numbers.Next(Day);
        _numbers.Next(Day);
        Assert.Equal("20240502-001", _numbers.Next(Day.AddDays(1)));
    }

    [Fact]
    public void Is_number()
    {
        Assert.True(OrderNumbers.IsNumber("20240501-001"));
        Assert.False(OrderNumbers.IsNumber("2024-501-001"));
    }
}
