using Tables;
using Xunit;

public class TextTableTests
{
    [Fact]
    public void Left() => Assert.Equal("ab  ", TextTable.Cell("ab", 4, Align.Left));

    [Fact]
    public void Right() => Assert.Equal("  ab", TextTable.Cell("ab", 4, Align.Right));

    [Fact]
    public void Centre() => Assert.Equal(" ab ", TextTable.Cell("ab", 4, Align.Centre));

    [Fact]
    public void Too_long() => Assert.Equal("abc", TextTable.Cell("abcdef", 3, Align.Right));
}
