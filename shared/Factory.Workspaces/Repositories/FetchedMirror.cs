namespace Factory.Workspaces.Repositories;

/// <param name="MirrorName">Name of the mirror's folder under the mirrors' folder: a hash of the repository's real path.</param>
/// <param name="BaseCommit">Full id of the commit that the base names.</param>
/// <param name="BaseRef">Name of the branch or tag that was resolved, as people know it, such as <c>main</c>; the commit's id where there is none.</param>
public sealed record FetchedMirror(string MirrorName, string BaseCommit, string BaseRef)
{
    /// <summary>Where the repository really lies: no symbolic link, no folder inside it, without <c>/.git</c>.</summary>
    public required string RepositoryPath { get; init; }

    /// <summary>The files at the base commit; null where they could not be listed.</summary>
    public TreeSize? Size { get; init; }
}

/// <param name="FilesByEnding">How many files have a name's ending (after the last dot, lower case; empty for none).</param>
public sealed record TreeSize(long Files, long Bytes, IReadOnlyDictionary<string, long> FilesByEnding);
