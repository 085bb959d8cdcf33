using Browser;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void To_and_fro()
    {
        var history = new BrowserHistory("1");
        history.Visit("2");
        history.Visit("3");
        Assert.Equal([true, true, false, false], Enumerable.Range(0, 4).Select(_ => history.Back()));
        Assert.Equal("1", history.Current);
        Assert.True(history.Forward());
        history.Visit("4");
        Assert.False(history.Forward());
        Assert.True(history.Back());
        Assert.Equal("2", history.Current);
    }
}
