using Numbers;
using Xunit;

public class DivisorsTests
{
    [Fact]
    public void One_divides_the_other() => Assert.Equal(4, Divisors.Gcd(12, 4));

    [Fact]
    public void Zero() => Assert.Equal(12, Divisors.Gcd(12, 0));

    [Fact]
    public void Common() => Assert.Equal(6, Divisors.Gcd(54, 24));

    [Fact]
    public void Of() => Assert.Equal([1, 2, 3, 6], Divisors.Of(6));
}
