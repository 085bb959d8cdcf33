namespace Factory.Droids.Knowledge.Maps;

/// <summary>What lies in a repository at a commit.</summary>
/// <param name="Files">In order of path.</param>
/// <param name="Cut">Why definitions of some files are not in it; null when all are.</param>
internal sealed record RepositoryMap(IReadOnlyList<MappedFile> Files, string? Cut);

/// <param name="Size">In bytes.</param>
/// <param name="Definitions">Classes, functions and the like, in order of line.</param>
internal sealed record MappedFile(string Path, long Size, IReadOnlyList<Definition> Definitions);

/// <summary>Where something is defined.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">The line itself, without what stands around it.</param>
public sealed record Definition(string Name, int Line, string Text);
