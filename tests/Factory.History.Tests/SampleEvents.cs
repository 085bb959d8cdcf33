namespace Factory.History.Tests;

public sealed record BoxOpened(Guid BoxId, string Label, BoxSize Size);

public sealed record ItemAdded(string Name, int Count);

public enum BoxSize
{
    Small = 1,
    Large = 2,
}

internal static class SampleEvents
{
    public static readonly EventTypes Types = EventTypes.Product.With(typeof(BoxOpened), typeof(ItemAdded));

    public static StreamAppend Box(Guid stream, long? expected, params object[] events) => new(stream, "box", expected, events);

    public static ItemAdded Item(int number) => new($"item {number}", number);
}
