using Logs;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void More_than_there_is()
    {
        var view = new LogView(1);
        Assert.Empty(view.Tail(3));
        view.Add("a");
        Assert.Equal(["a"], view.Tail(3));
        view.Add("b");
        view.Add("c");
        Assert.Equal(["a", "b", "c"], view.Tail(3));
        Assert.Equal(["c"], view.Tail(1));
        Assert.Empty(view.Tail(0));
    }
}
