namespace Factory.Messaging.Leases;

/// <summary>Thrown by leased work whose failure no further attempt would change.</summary>
public sealed class PermanentFailure : Exception
{
    /// <summary>Without a reason; only for serialisers.</summary>
    public PermanentFailure()
    {
    }

    /// <param name="message">What, where, and what to do.</param>
    public PermanentFailure(string message)
        : base(message)
    {
    }

    /// <param name="message">What, where, and what to do.</param>
    /// <param name="innerException">What caused it; <c>GiveUp</c> is given it.</param>
    public PermanentFailure(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
