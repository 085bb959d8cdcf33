namespace Factory.Workspaces.Sandboxing;

/// <summary>How commands are confined on this computer.</summary>
public sealed record SandboxOptions
{
    /// <summary>Run commands unconfined where bubblewrap is missing or cannot start. Only the operator may say so. Default: false, commands are refused.</summary>
    public bool AllowUnsandboxed { get; init; }

    /// <summary>Path of bubblewrap. Default: <c>bwrap</c> of the system's folders.</summary>
    public string? Bubblewrap { get; init; }

    /// <summary>The prepare step may use the network. Default: false, it restores from the host's package caches only.</summary>
    public bool AllowNetworkInPrepare { get; init; }

    /// <summary>Limits of each command.</summary>
    public SandboxLimits Limits { get; init; } = new();

    /// <summary>PATH from which toolchains are found. Default: this process's own.</summary>
    public string? Path { get; init; }

    /// <summary>Home folder whose toolchains and package caches are mounted read-only, and nothing else of it. Default: this process's own.</summary>
    public string? Home { get; init; }
}
