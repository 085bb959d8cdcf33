using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces;

/// <summary>Where workspaces live, and what they may use.</summary>
public sealed record WorkspaceOptions
{
    /// <summary>Folder that holds this computer's workspaces, one folder each. Made where it is missing.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder that holds the mirrors; only read.</summary>
    public required string MirrorsFolder { get; init; }

    /// <summary>How commands are confined.</summary>
    public SandboxOptions Sandbox { get; init; } = new();
}
