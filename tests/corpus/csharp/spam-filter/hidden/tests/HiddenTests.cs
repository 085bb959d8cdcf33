using Mail;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Threshold()
    {
        var filter = new SpamFilter(new Dictionary<string, int> { ["x"] = 1 }, 2);
        filter.Allow("a");
        Assert.Equal([false, false, true, true], new[] { "", "x", "x x", "x x x" }.Select(text => filter.IsSpam("b", text)));
        Assert.All(new[] { "", "x", "x x", "x x x" }, text => Assert.False(filter.IsSpam("A", text)));
    }
}
