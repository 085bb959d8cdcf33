using Car;
using Xunit;

public class TripComputerTests
{
    [Fact]
    public void Nothing_yet() => Assert.Null(new TripComputer().PerHundred);

    [Fact]
    public void Once()
    {
        var trip = new TripComputer();
        trip.FillUp(1000, 40);
        trip.FillUp(1500, 30);
        Assert.Equal(6.0, trip.PerHundred);
    }

    [Fact]
    public void Twice()
    {
        var trip = new TripComputer();
        trip.FillUp(1000, 40);
        trip.FillUp(1500, 30);
        trip.FillUp(2000, 40);
        Assert.Equal(7.0, trip.PerHundred);
    }
}
