namespace Museum;

public sealed record Visitor(int Age, bool HasTicket, bool WithAdult = false);

public sealed class Entrance(int adultAge, int capacity)
{
    public int Inside { get; private set; }

    public bool MayEnter(Visitor visitor)
    {
        if (Inside == capacity)
        {
            return false;
        }

        return visitor.HasTicket && (visitor.Age >= adultAge && visitor.WithAdult);
    }

    public bool Enter(Visitor visitor)
    {
        if (!MayEnter(visitor))
        {
            return false;
        }

        Inside++;
        return true;
    }

    public void Leave() => Inside = Math.Max(0, Inside - 1);
}
