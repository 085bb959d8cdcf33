using Net;
using Xunit;

public class DownloadTests
{
    [Fact]
    public void Nothing_yet() => Assert.Equal(0, new Download(100).Percent);

    [Fact]
    public void Half()
    {
        var download = new Download(100);
        download.Receive(50);
        Assert.Equal("[=====     ] 50 %", download.Bar(10));
    }

    [Fact]
    public void Complete()
    {
        var download = new Download(100);
        download.Receive(500);
        Assert.Equal(100, download.Percent);
    }

    [Fact]
    public void Empty() => Assert.Equal(1, new Download(0).Part);
}
