using Shop;
using Xunit;

public class DiscountsTests
{
    private readonly Discounts _discounts = new((10000, 5), (50000, 10));

    [Fact]
    public void Small_orders_pay_all() => Assert.Equal(9900, _discounts.Price(9900));

    [Fact]
    public void From_a_hundred_on() => Assert.Equal(9500, _discounts.Price(10000));

    [Fact]
    public void Large_orders() => Assert.Equal(54000, _discounts.Price(60000));

    [Fact]
    public void Below_zero() => Assert.Throws<ArgumentOutOfRangeException>(() => _discounts.Price(-1));
}
