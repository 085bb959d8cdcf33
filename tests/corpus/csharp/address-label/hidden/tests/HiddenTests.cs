using Post;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void All_kinds()
    {
        Assert.Equal(["a", "X", "c"], Label.Lines(new Customer("a", new Company("x", null), "c")));
        Assert.Equal(["a", "c"], Label.Lines(new Customer("a", null, "c")));
        Assert.Equal(5, Label.Width([new Customer("a", null, "c"), new Customer("abcde", null, "x")]));
    }
}
