namespace Factory.Workspaces.Files;

/// <summary>A file operation that is not allowed or cannot be done. The message is meant for the model or person who asked: what, where, and what to do.</summary>
public sealed class FileRefused : Exception
{
    public FileRefused(string message)
        : base(message)
    {
    }

    public FileRefused(string message, Exception inner)
        : base(message, inner)
    {
    }

    public FileRefused()
    {
    }
}
