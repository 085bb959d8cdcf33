namespace Factory.Messaging.Outbox;

/// <summary>How a destination is written in the outbox: an endpoint's name, so that a broker may move; an address only where it is none of our queues.</summary>
internal static class Destination
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Uri> Addresses = new(StringComparer.Ordinal);

    public static bool IsEndpoint(string destination) => !destination.Contains(':', StringComparison.Ordinal);

    public static Uri Address(string destination) => IsEndpoint(destination)
        ? Addresses.GetOrAdd(destination, static name => new Uri("exchange:" + name))
        : new Uri(destination);

    /// <exception cref="InvalidOperationException">The address is that of a message type: it was published.</exception>
    public static string Of(Uri address)
    {
        var name = address.IsAbsoluteUri && address.Segments.Length > 0 ? Uri.UnescapeDataString(address.Segments[^1]) : address.AbsolutePath;
        if (name.Contains(':', StringComparison.Ordinal))
            throw new InvalidOperationException($"'{name}' was published. Nobody subscribes here: send it to an endpoint.");
        return IsTemporary(address, name) ? address.ToString() : name;
    }

    // Where a process waits for answers to its requests.
    private static bool IsTemporary(Uri address, string name) =>
        address.Query.Contains("temporary=true", StringComparison.Ordinal) || name.Contains("_bus_", StringComparison.Ordinal);
}
