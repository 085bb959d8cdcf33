namespace Factory.Workspaces.Files;

/// <param name="Text">The lines that were asked for, with their line breaks.</param>
/// <param name="FirstLine">Number of the first line in <paramref name="Text"/>, from 1.</param>
/// <param name="TotalLines">Lines in the whole file.</param>
/// <param name="Cut">Whether lines in the asked range were left out because of the size limit.</param>
public sealed record FileText(string Text, int FirstLine, int TotalLines, bool Cut);

/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Line">From 1.</param>
public sealed record SearchHit(string Path, int Line, string Text);

/// <param name="Hits">In order of path and line.</param>
/// <param name="Cut">Whether there were more than the limit.</param>
public sealed record SearchResult(IReadOnlyList<SearchHit> Hits, bool Cut)
{
    /// <summary>Matching lines, shown or not; null where nobody counted further than the limit.</summary>
    public int? Total { get; init; }

    /// <summary>Whether files that .gitignore names were left out.</summary>
    public bool WithoutIgnored { get; init; }
}

/// <param name="Paths">Sorted, relative to the root, with forward slashes.</param>
/// <param name="Cut">Whether there were more than the limit.</param>
public sealed record FileList(IReadOnlyList<string> Paths, bool Cut);
