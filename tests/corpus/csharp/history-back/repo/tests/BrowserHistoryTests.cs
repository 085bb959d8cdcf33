using Browser;
using Xunit;

public class BrowserHistoryTests
{
    private readonly BrowserHistory _history = new("home");

    [Fact]
    public void Visit()
    {
        _history.Visit("a");
        Assert.Equal("a", _history.Current);
    }

    [Fact]
    public void Back()
    {
        _history.Visit("a");
        Assert.True(_history.Back());
        Assert.Equal("home", _history.Current);
    }

    [Fact]
    public void Back_at_the_start()
    {
        Assert.False(_history.Back());
        Assert.Equal("home", _history.Current);
    }

    [Fact]
    public void Forward_at_the_end() => Assert.False(_history.Forward());
}
