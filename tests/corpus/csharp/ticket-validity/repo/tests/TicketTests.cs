using Transit;
using Xunit;

public class TicketTests
{
    private static readonly DateTime Noon = new(2024, 5, 1, 12, 0, 0);
    private readonly Ticket _ticket = new("A", Noon, TimeSpan.FromHours(2));

    [Fact]
    public void In_time() => Assert.True(_ticket.IsValid('A', Noon.AddHours(1)));

    [Fact]
    public void Too_late() => Assert.False(_ticket.IsValid('A', Noon.AddHours(2)));

    [Fact]
    public void Too_early() => Assert.False(_ticket.IsValid('A', Noon.AddMinutes(-1)));

    [Fact]
    public void Another_zone() => Assert.False(_ticket.IsValid('B', Noon.AddHours(1)));
}
