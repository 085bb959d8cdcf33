using Car;
using Xunit;

public class HiddenTests
{
    [Fact]
    public void Many()
    {
        var trip = new TripComputer();
        foreach (var (odometer, litres) in new[] { (0, 50.0), (100, 5), (300, 20), (1000, 30) })
        {
            trip.FillUp(odometer, litres);
        }

        Assert.Equal(1000, trip.Kilometres);
        Assert.Equal(55.0, trip.Litres);
        Assert.Equal(5.5, trip.PerHundred);
    }
}
