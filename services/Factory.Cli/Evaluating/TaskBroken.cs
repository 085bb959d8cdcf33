namespace Factory.Cli.Evaluating;

/// <summary>A task cannot be run; the message says what, where, and what to do. The others go on.</summary>
internal sealed class TaskBroken : Exception
{
    public TaskBroken(string message)
        : base(message)
    {
    }

    public TaskBroken(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
