using Texts;
using Xunit;

public class HiddenTests
{
    [Theory]
    [InlineData("x", 1)]
    [InlineData("xyz", 1)]
    [InlineData("zzzz", 4)]
    [InlineData("aabbb", 3)]
    [InlineData("aaabb", 3)]
    public void Longest(string text, int expected) => Assert.Equal(expected, Runs.Longest(text));
}
