using Charts;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Long_names() => Assert.Equal("abcdefghij| 0", Chart.Line("abcdefghijklm", 0, 3));

    [Fact]
    public void Rows() => Assert.Equal("a         |#################### 4\nlonger    |########## 2", Chart.Draw([("a", 4), ("longer", 2)]));

    [Fact]
    public void Zeros() => Assert.Equal("z         | 0", Chart.Draw([("z", 0)]));
}
