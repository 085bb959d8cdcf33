using Reports;
using Xunit;

public class QuartersTests
{
    [Fact]
    public void January() => Assert.Equal("Q1/2024", Quarters.Name(new DateOnly(2024, 1, 15)));

    [Fact]
    public void March() => Assert.Equal("Q1/2024", Quarters.Name(new DateOnly(2024, 3, 31)));

    [Fact]
    public void End() => Assert.Equal(new DateOnly(2024, 6, 30), Quarters.End(2024, 2));

    [Fact]
    public void Between() => Assert.Equal(["Q1/2024", "Q2/2024"], Quarters.Between(new DateOnly(2024, 2, 1), new DateOnly(2024, 5, 1)));
}
