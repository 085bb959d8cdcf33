using Grid;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void All_the_way_round() => Assert.Equal("01 02 02 12 12 11 10 10 00 00 01", new Walker(2, 3).Walk(11));

    [Fact]
    public void A_single_cell() => Assert.Equal("00 00 00 00 00", new Walker(1, 1).Walk(5));
}
