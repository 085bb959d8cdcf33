using Tables;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Rows()
    {
        Assert.Equal("  a |  bb", TextTable.Row(["a", "bb"], [3, 3], Align.Right));
        Assert.Equal("a   | bb ", TextTable.Row(["a", "bb"], [3, 3], Align.Left));
        Assert.Equal(" a  ", TextTable.Cell("a", 4, Align.Centre));
        Assert.Equal("1", TextTable.Cell("1", 1, Align.Right));
    }
}
