using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces;

/// <summary>Where workspaces live, and what they may use.</summary>
public sealed record WorkspaceOptions
{
    /// <summary>Folder that holds this computer's workspaces, one folder each. Made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder that holds the mirrors; only read.</summary>
    public required string MirrorsFolder { get; init; }

    /// <summary>How long what was prepared is kept without being used. Default 30 days.</summary>
    public TimeSpan PreparedAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How much of what was prepared is kept, in bytes. Default 10 GiB.</summary>
    public long PreparedBytes { get; init; } = 10L << 30;

    /// <summary>How commands are confined.</summary>
    public SandboxOptions Sandbox { get; init; } = new();
}
