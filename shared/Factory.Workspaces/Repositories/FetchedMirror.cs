namespace Factory.Workspaces.Repositories;

/// <param name="MirrorName">Name of the mirror's folder under the mirrors' folder: a hash of the repository's real path.</param>
/// <param name="BaseCommit">Full id of the commit that the base names.</param>
/// <param name="BaseRef">Name of the branch or tag that was resolved, as people know it, such as <c>main</c>; the commit's id where there is none.</param>
public sealed record FetchedMirror(string MirrorName, string BaseCommit, string BaseRef);
