using Transit;
using Xunit;

public class HiddenTests
{
    private static readonly DateTime Day = new(2024, 5, 1);

    [Fact]
    public void Several_zones()
    {
        Ticket[] tickets = [new("AB", Day, TimeSpan.FromDays(1)), new("C", Day, TimeSpan.FromHours(1))];
        Assert.Equal([0, 0, 0, 6000], new[] { 'A', 'B', 'C', 'D' }.Select(zone => Control.Fine(tickets, zone, Day)));
        Assert.Equal(6000, Control.Fine(tickets, 'C', Day.AddHours(1)));
        Assert.Equal("AB", Control.FirstValid(tickets, 'B', Day.AddHours(3))!.Zones);
    }
}
