namespace Factory.Cli.Fixing;

/// <summary>The signal was stored and judged, and caused no mission; the message says why.</summary>
internal sealed class SignalIgnored(string message) : Exception(message);
