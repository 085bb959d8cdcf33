namespace Factory.Workspaces.Repositories;

/// <summary>A repository that cannot be used as it is. The message says what is wrong, where, and what to do.</summary>
public sealed class UnusableRepository : Exception
{
    public UnusableRepository(string message)
        : base(message)
    {
    }

    public UnusableRepository(string message, Exception inner)
        : base(message, inner)
    {
    }

    public UnusableRepository()
    {
    }
}
