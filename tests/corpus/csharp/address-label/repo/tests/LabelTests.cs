using Post;
using Xunit;

public class LabelTests
{
    [Fact]
    public void With_a_company() => Assert.Equal("Ada\nACME\nc/o Lab\nUlm", Label.Print(new Customer("Ada", new Company("Acme", "Lab"), "Ulm")));

    [Fact]
    public void Without() => Assert.Equal("Bob\nBonn", Label.Print(new Customer("Bob", null, "Bonn")));

    [Fact]
    public void Width_of_nothing() => Assert.Equal(0, Label.Width([]));
}
