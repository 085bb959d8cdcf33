namespace Factory.Workspaces.Files;

public enum EditKind
{
    /// <summary>Text that occurs exactly once becomes other text.</summary>
    Replace = 1,

    /// <summary>A file that is not there yet.</summary>
    Create = 2,

    /// <summary>Another path, the content unchanged.</summary>
    Move = 3,

    Delete = 4,
}

/// <summary>One change of one file.</summary>
/// <param name="OldText">What is replaced.</param>
/// <param name="NewText">What takes its place, or the new file.</param>
/// <param name="NewPath">Where the file is moved to.</param>
public sealed record FileEdit(EditKind Kind, string Path, string? OldText = null, string? NewText = null, string? NewPath = null);
