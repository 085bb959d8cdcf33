using Shop;
using Xunit;

public class LoyaltyTests
{
    private readonly Loyalty _loyalty = new();

    [Fact]
    public void A_point_for_a_euro() => Assert.Equal(12, _loyalty.Buy("ada", 1299));

    [Fact]
    public void Birthday() => Assert.Equal(51, _loyalty.Buy("ada", 100, true));

    [Fact]
    public void Nothing_to_redeem() => Assert.False(_loyalty.Redeem("ada", 1));
}
