namespace Factory.Workspaces.Repositories;

/// <summary>What one commit is, read from its objects alone: nothing is checked out, no attribute, filter or configuration has a say.</summary>
/// <param name="Parents">Full ids, in order.</param>
/// <param name="Message">The whole commit message.</param>
/// <param name="Entries">What differs from the base, sorted by path.</param>
public sealed record ChangeContents(IReadOnlyList<string> Parents, string Message, IReadOnlyList<ChangeEntry> Entries)
{
    /// <summary>Full id of its tree; empty where nobody read it.</summary>
    public string Tree { get; init; } = "";
}

/// <summary>One path that a commit changes.</summary>
/// <param name="Path">Relative to the root, with forward slashes; as git has it, whatever bytes it holds.</param>
/// <param name="OldMode">Octal as git writes it, for example <c>100644</c>; <c>000000</c> where the path is new.</param>
/// <param name="NewMode">The same after the change; <c>000000</c> where the path is gone.</param>
/// <param name="Before">Content before; null where there was none, or where it is no blob.</param>
/// <param name="After">Content after; null where there is none, or where it is no blob.</param>
public sealed record ChangeEntry(string Path, string OldMode, string NewMode, ReadOnlyMemory<byte>? Before, ReadOnlyMemory<byte>? After)
{
    public const string Absent = "000000";
    public const string Symlink = "120000";
    public const string Submodule = "160000";

    /// <summary>Whether the path is there after the change.</summary>
    public bool Exists => NewMode != Absent;
}
