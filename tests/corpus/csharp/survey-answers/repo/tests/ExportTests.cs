using Survey;
using Xunit;

public class ExportTests
{
    [Fact]
    public void A_line() => Assert.Equal("Ada;yes;no", Export.Line(new Person("Ada", ["yes", "no"])));

    [Fact]
    public void Nobody() => Assert.Equal("name;answers", Export.All([]));
}
