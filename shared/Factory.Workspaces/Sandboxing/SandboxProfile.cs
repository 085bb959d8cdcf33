namespace Factory.Workspaces.Sandboxing;

/// <param name="Source">On this computer.</param>
/// <param name="Target">In the sandbox.</param>
internal sealed record Mount(string Source, string Target, bool Writable);

/// <summary>What one command sees besides the read-only system, and as whom it runs.</summary>
internal sealed record SandboxProfile
{
    public required IReadOnlyList<Mount> Mounts { get; init; }

    /// <summary>Current folder, as seen inside.</summary>
    public required string Folder { get; init; }

    /// <summary>The same, on this computer, for running unsandboxed.</summary>
    public required string HostFolder { get; init; }

    /// <summary>The folder whose growth is bounded; null for none.</summary>
    public DiskUse? Disk { get; init; }

    /// <summary>User and group that it runs as where we are root. Otherwise it is us.</summary>
    public uint User { get; init; }

    public uint Group { get; init; }

    /// <summary>It may read files of other users; only for fetching from a repository that belongs to someone else, as root.</summary>
    public bool ReadsAll { get; init; }

    public bool Network { get; init; }

    /// <summary>Toolchains of the home are mounted, and their folders on PATH.</summary>
    public bool Toolchains { get; init; } = true;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
