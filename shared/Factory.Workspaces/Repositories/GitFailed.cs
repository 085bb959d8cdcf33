namespace Factory.Workspaces.Repositories;

/// <summary>A git command that should have worked did not.</summary>
internal sealed class GitFailed : Exception
{
    public GitFailed()
    {
    }

    public GitFailed(string message)
        : base(message)
    {
    }

    public GitFailed(string message, Exception inner)
        : base(message, inner)
    {
    }

    public GitFailed(string command, GitOutput output)
        : base($"git {command} failed with exit code {output.ExitCode}: {output.Error.Trim()}")
    {
    }
}
