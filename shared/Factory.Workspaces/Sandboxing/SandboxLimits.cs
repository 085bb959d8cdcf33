namespace Factory.Workspaces.Sandboxing;

/// <summary>What one command, with everything it starts, may use at most.</summary>
public sealed record SandboxLimits
{
    /// <summary>Processes and threads together. Default: 1,024.</summary>
    public int Processes { get; init; } = 1_024;

    /// <summary>Resident memory in bytes, temporary files in memory included. Default: 4 GiB.</summary>
    public long Memory { get; init; } = 4L << 30;

    /// <summary>Growth of the checkout since it was opened, in bytes. Default: 4 GiB.</summary>
    public long Disk { get; init; } = 4L << 30;

    /// <summary>Files the checkout may gain since it was opened. Default: 500,000.</summary>
    public long Files { get; init; } = 500_000;

    /// <summary>Size of a single file, in bytes, holes counted. Default: 2 GiB.</summary>
    public long FileSize { get; init; } = 2L << 30;

    /// <summary>Size of /tmp and of /dev/shm each, in bytes of memory. Default: 1 GiB.</summary>
    public long Temporary { get; init; } = 1L << 30;

    /// <summary>Output after which the command is killed, in bytes. Default: 256 MiB.</summary>
    public long Output { get; init; } = 256L << 20;

    /// <summary>Output that is kept whole, in bytes; beyond it the first and the last halves. Default: 32 MiB.</summary>
    public int OutputKept { get; init; } = 32 << 20;
}
