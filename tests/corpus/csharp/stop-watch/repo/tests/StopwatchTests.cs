using Timing;
using Xunit;

public class StopwatchTests
{
    private readonly Stopwatch _watch = new();

    [Fact]
    public void Runs()
    {
        _watch.Start(5);
        Assert.Equal(3, _watch.Elapsed(8));
    }

    [Fact]
    public void Pauses_do_not_count()
    {
        _watch.Start(0);
        _watch.Stop(2);
        _watch.Start(10);
        Assert.Equal(3, _watch.Elapsed(11));
    }

    [Fact]
    public void Reset()
    {
        _watch.Start(0);
        _watch.Reset();
        Assert.Equal(0, _watch.Elapsed(9));
    }
}
