using Numbers;
using Xunit;

public class HiddenTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(0, 7, 7)]
    [InlineData(-8, 12, 4)]
    [InlineData(17, 13, 1)]
    [InlineData(13, 1, 1)]
    [InlineData(-5, 0, 5)]
    public void Gcd(int a, int b, int expected) => Assert.Equal(expected, Divisors.Gcd(a, b));

    [Fact]
    public void Lcm() => Assert.Equal((12, 0, 36), (Divisors.Lcm(4, 6), Divisors.Lcm(0, 5), Divisors.Lcm(12, 18)));
}
