namespace Factory.Cli.Connecting;

/// <summary>No factory is up on the data folder, or the one that was does not answer.</summary>
internal sealed class NotRunning : Exception
{
    public NotRunning(string message)
        : base(message)
    {
    }

    public NotRunning(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
