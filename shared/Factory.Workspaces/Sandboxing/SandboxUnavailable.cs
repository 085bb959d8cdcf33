namespace Factory.Workspaces.Sandboxing;

/// <summary>Commands cannot be confined on this machine, and the operator did not write down that they may run unconfined. The message says what to do.</summary>
public sealed class SandboxUnavailable : Exception
{
    public SandboxUnavailable(string message)
        : base(message)
    {
    }

    public SandboxUnavailable(string message, Exception inner)
        : base(message, inner)
    {
    }

    public SandboxUnavailable()
    {
    }
}
