namespace Factory.Workspaces.Sandboxing;

/// <summary>A program that answers requests over its standard input and output, in a workspace's sandbox: it reads the checkout and cannot change it.</summary>
public sealed class SandboxedServer
{
    private readonly BackgroundCommand command;

    internal SandboxedServer(BackgroundCommand command, CommandPipes pipes) => (this.command, Input, Output) = (command, pipes.Input, pipes.Output);

    /// <summary>What it reads.</summary>
    public Stream Input { get; }

    /// <summary>What it writes.</summary>
    public Stream Output { get; }

    public bool IsRunning => command.IsRunning;

    /// <summary>Kills it with all that it started.</summary>
    public Task Stop() => command.Stop();
}
