namespace Factory.Local;

/// <summary>What a person has to change before the factory can start; the message says what, where, and what to do.</summary>
public sealed class FactoryException : Exception
{
    public FactoryException()
    {
    }

    public FactoryException(string message)
        : base(message)
    {
    }

    public FactoryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
