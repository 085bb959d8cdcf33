using Timing;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Stopped()
    {
        var watch = new Stopwatch();
        watch.Start(0);
        watch.Start(3);
        watch.Stop(4);
        watch.Stop(9);
        Assert.False(watch.IsRunning);
        Assert.Equal(4, watch.Elapsed(20));
        watch.Start(20);
        watch.Stop(21);
        Assert.Equal(5, watch.Elapsed(30));
    }
}
