using Net;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Steps()
    {
        var download = new Download(8);
        var seen = new List<int>();
        for (var n = 0; n < 9; n++)
        {
            download.Receive(1);
            seen.Add(download.Percent);
        }

        Assert.Equal([12, 25, 37, 50, 62, 75, 87, 100, 100], seen);
    }

    [Fact]
    public void Left()
    {
        var download = new Download(100);
        download.Receive(25);
        Assert.Equal(TimeSpan.FromSeconds(30), download.Left(10));
    }
}
