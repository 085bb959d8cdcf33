using Reports;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void All_months() => Assert.Equal([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], Enumerable.Range(1, 12).Select(month => Quarters.Of(new DateOnly(2023, month, 1))));

    [Fact]
    public void Starts_and_ends_are_within()
    {
        for (var quarter = 1; quarter <= 4; quarter++)
        {
            Assert.Equal(quarter, Quarters.Of(Quarters.Start(2023, quarter)));
            Assert.Equal(quarter, Quarters.Of(Quarters.End(2023, quarter)));
        }
    }
}
