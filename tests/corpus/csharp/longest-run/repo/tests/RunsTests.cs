using Texts;
using Xunit;

public class RunsTests
{
    [Fact]
    public void Nothing() => Assert.Equal(0, Runs.Longest(""));

    [Fact]
    public void At_the_start() => Assert.Equal(2, Runs.Longest("aab"));

    [Fact]
    public void Later() => Assert.Equal(3, Runs.Longest("abbbc"));

    [Fact]
    public void Encode() => Assert.Equal("3ab2c", Runs.Encode("aaabcc"));
}
