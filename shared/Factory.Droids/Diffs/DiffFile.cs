namespace Factory.Droids.Diffs;

/// <param name="Number">Line number in the new file for added lines, in the old file for removed ones; from 1.</param>
public sealed record DiffLine(int Number, bool Added, string Text);

/// <param name="Line">Where the first changed line is, in the file after the change; 0 where none is.</param>
/// <param name="Within">What git names as the surrounding function; may be empty.</param>
/// <param name="Lines">The added and the removed lines, in the order of the diff.</param>
public sealed record DiffHunk(int Line, string Within, IReadOnlyList<DiffLine> Lines)
{
    /// <summary>What was taken away.</summary>
    public IReadOnlyList<string> Removed => [.. Lines.Where(line => !line.Added).Select(line => line.Text)];

    /// <summary>What came instead, or anew.</summary>
    public IReadOnlyList<string> Added => [.. Lines.Where(line => line.Added).Select(line => line.Text)];
}

/// <param name="Path">After the change; before it where the file is gone.</param>
public sealed record DiffFile(string Path, IReadOnlyList<DiffHunk> Hunks)
{
    /// <summary>How many lines were added.</summary>
    public int Added => Hunks.Sum(hunk => hunk.Added.Count);

    /// <summary>How many lines were removed.</summary>
    public int Removed => Hunks.Sum(hunk => hunk.Removed.Count);
}
