namespace Factory.Outbound;

/// <summary>What may not be, or could not be, reached. The message goes to a model: it says what was wrong, in our words and normalised host names only, never in a server's.</summary>
public sealed class OutboundRefused(string message, Exception? inner = null) : Exception(message, inner);
