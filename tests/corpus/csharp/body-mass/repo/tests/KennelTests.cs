using Dogs;
using Xunit;

public class KennelTests
{
    [Fact]
    public void Small() => Assert.Equal("small", Kennel.ClassOf(4));

    [Fact]
    public void Medium() => Assert.Equal("medium", Kennel.ClassOf(10));

    [Fact]
    public void Large() => Assert.Equal("large", Kennel.ClassOf(45));

    [Fact]
    public void Price() => Assert.Equal(44, Kennel.Price(12, 2));
}
