using MassTransit;

namespace Factory.Messaging.Consuming;

/// <summary>The queue that a message came from.</summary>
internal static class EndpointName
{
    public static string Of(ReceiveContext context) => Uri.UnescapeDataString(context.InputAddress.Segments[^1]);
}
