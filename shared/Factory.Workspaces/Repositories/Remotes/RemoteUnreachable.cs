namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>A host that could not be reached or did not answer in time: it may pass by itself. The message says what, where, and what to do.</summary>
public sealed class RemoteUnreachable : Exception
{
    public RemoteUnreachable(string message)
        : base(message)
    {
    }

    public RemoteUnreachable(string message, Exception inner)
        : base(message, inner)
    {
    }

    public RemoteUnreachable()
    {
    }
}
