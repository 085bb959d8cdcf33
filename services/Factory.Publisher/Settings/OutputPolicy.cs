namespace Factory.Publisher.Settings;

/// <summary>What may be written to a forge.</summary>
internal sealed record OutputPolicy
{
    /// <summary>Labels that may be set and taken away; none by default.</summary>
    public IReadOnlySet<string> Labels { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>People and teams that may be mentioned, without @; others are named without being told.</summary>
    public IReadOnlySet<string> Mentions { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Hosts that links may lead to, beside the forge and mission control; other addresses are shown as text.</summary>
    public IReadOnlySet<string> Links { get; init; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether pull requests that a person approved may be merged. Default: never.</summary>
    public bool MergesApproved { get; init; }

    /// <summary>Whether commits are made through the API, so that the forge signs them. Default: pushed by git.</summary>
    public bool CommitsByApi { get; init; }

    /// <summary>Comments, reviews and reactions of one mission at most.</summary>
    public int OutputsPerMission { get; init; } = 60;

    /// <summary>Files that one change may touch.</summary>
    public int FilesPerChange { get; init; } = 300;

    /// <summary>Bytes that one change's files may have together.</summary>
    public int BytesPerChange { get; init; } = 10 * 1024 * 1024;
}
