namespace Factory.Publisher.Connecting;

/// <summary>Connecting cannot go on; says what to do. Holds no secret.</summary>
public sealed class ConnectionFailed(string message, Exception? inner = null) : Exception(message, inner);
