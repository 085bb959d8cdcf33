namespace Factory.Servers;

/// <summary>A private server could not be started or stopped; the message says what, where, and what to do.</summary>
public sealed class ServerException : Exception
{
    /// <summary>Whether somebody killed the server while it started: the next start may do.</summary>
    public bool WasKilled { get; init; }

    /// <summary>Without a reason; only for serialisers.</summary>
    public ServerException()
    {
    }

    /// <param name="message">What, where, and what to do.</param>
    public ServerException(string message)
        : base(message)
    {
    }

    /// <param name="message">What, where, and what to do.</param>
    /// <param name="innerException">What caused it.</param>
    public ServerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
