namespace Factory.Workspaces.Sandboxing;

/// <summary>A command to run in a workspace's sandbox.</summary>
/// <param name="Arguments">The program, looked up on the sandbox's PATH unless it is a path, and its arguments. Never read by a shell.</param>
public sealed record CommandRequest(IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs, relative to the checkout. Default: its root.</summary>
    public string WorkingFolder { get; init; } = ".";

    /// <summary>Added to the sandbox's own few variables. PATH, HOME and the loader's variables are not taken.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What the command reads. Default: nothing.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Wall-clock time after which it is killed with all that it started. Default: 10 minutes.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Length of <see cref="CommandResult.Output"/> in characters at most: head and tail are kept, the middle is cut. Default: 16,000.</summary>
    public int OutputShown { get; init; } = 16_000;

    /// <summary>The repository's packages and caches that prepare made are there to be read. Default: true.</summary>
    public bool Prepared { get; init; } = true;

    /// <summary>A command line for <c>/bin/sh</c>.</summary>
    public static CommandRequest Shell(string commandLine) => new(["/bin/sh", "-c", commandLine]);
}
