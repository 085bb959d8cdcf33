namespace Factory.Router.Casting;

/// <summary>The casting cannot be used: says where, which key, and what to do. Stops the start.</summary>
public sealed class CastingException : Exception
{
    public CastingException(string message)
        : base(message)
    {
    }

    public CastingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public CastingException()
    {
    }
}
