namespace Factory.Workspaces.Sandboxing;

/// <summary>
/// What is asked of hosts for a workspace. The sandbox of a program that asks has a network, and for that nothing else: no checkout, no settings, no environment, no data. So nothing that holds secrets of
/// the factory talks to the outside, and nothing that talks to the outside holds any but what it is told.
/// </summary>
public sealed class OutsideCalls
{
    private static readonly SandboxLimits Limits = new() { Processes = 256, Memory = 1L << 30, Temporary = 16L << 20, FileSize = 64L << 20, Output = 16L << 20, OutputKept = 16 << 20 };

    private readonly Sandbox _sandbox;
    private readonly (uint User, uint Group) _owner;
    private readonly BackgroundCommands _servers;
    private readonly CancellationToken _closing;

    internal OutsideCalls(Sandbox sandbox, (uint User, uint Group) owner, BackgroundCommands servers, CancellationToken closing) =>
        (_sandbox, _owner, _servers, _closing) = (sandbox, owner, servers, closing);

    /// <summary>Runs the program once, with a question on its standard input.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, or the workspace was closed; nothing of the program is left.</exception>
    public async Task<CommandResult> Ask(NetworkProgram program, string mode, ReadOnlyMemory<byte> question, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing);
        var request = new CommandRequest(program.Command(mode)) { Input = question, TimeLimit = timeLimit };
        return await new CommandRun(_sandbox, Profile(program), Limits).Run(request, either.Token);
    }

    /// <summary>Starts the program for a conversation. It ends when it is stopped, or with the workspace.</summary>
    public SandboxedServer Start(NetworkProgram program, string mode)
    {
        var (request, pipes) = (new CommandRequest(program.Command(mode)) { TimeLimit = TimeSpan.FromDays(30) }, new CommandPipes());
        return new SandboxedServer(_servers.Start(_sandbox, Profile(program), request, _closing, pipes), pipes);
    }

    private SandboxProfile Profile(NetworkProgram program) => new()
    {
        Mounts = program.Mounts,
        Folder = "/",
        HostFolder = program.Folder,
        User = _owner.User,
        Group = _owner.Group,
        Network = true,
        Toolchains = false,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_GCHeapHardLimit"] = "0x18000000", // 384 MiB: a page that grows beyond that ends the program and nothing else
        },
    };
}
