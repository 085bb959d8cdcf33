namespace Transit;

public sealed record Ticket(string Zones, DateTime ValidFrom, TimeSpan Duration)
{
    public DateTime ValidUntil => ValidFrom + Duration;

    public bool IsValid(char zone, DateTime at) => at >= ValidFrom && at < ValidUntil;
}

public static class Control
{
    public static Ticket? FirstValid(IEnumerable<Ticket> tickets, char zone, DateTime at) => tickets.FirstOrDefault(ticket => ticket.IsValid(zone, at));

    public static int Fine(IEnumerable<Ticket> tickets, char zone, DateTime at) => FirstValid(tickets, zone, at) is null ? 6000 : 0;
}
