using People;
using Xunit;

public class InitialsTests
{
    [Fact]
    public void Two_names() => Assert.Equal("AL", Initials.Of("Ada Lovelace"));

    [Fact]
    public void One_name() => Assert.Equal("P", Initials.Of("plato"));

    [Fact]
    public void Nobody() => Assert.Equal("?", Initials.Of("  "));

    [Fact]
    public void Unique()
    {
        var taken = new List<string>();
        Initials.Unique("x", taken);
        Assert.Equal("X2", Initials.Unique("xaver", taken));
    }
}
