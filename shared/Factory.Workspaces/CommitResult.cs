namespace Factory.Workspaces;

/// <param name="Message">Whole commit message.</param>
/// <param name="AuthorName">Who is named as author and committer.</param>
/// <param name="Date">When; the same content, message and date give the same commit id.</param>
public sealed record CommitRequest(string Message, string AuthorName, string AuthorEmail, DateTimeOffset Date);

/// <param name="Id">Full id of the commit.</param>
/// <param name="BaseCommit">Its one parent.</param>
/// <param name="Pack">Thin pack with <paramref name="Id"/> above <paramref name="BaseCommit"/>.</param>
/// <param name="Files">What it changes.</param>
public sealed record Commit(string Id, string BaseCommit, ReadOnlyMemory<byte> Pack, IReadOnlyList<ChangedFile> Files);

/// <param name="Commit">Null when nothing differs from the base, or when there are problems.</param>
/// <param name="Problems">What stands in the way (links that point out of the repository, repositories inside it, changed submodules), one sentence each.</param>
public sealed record CommitResult(Commit? Commit, IReadOnlyList<string> Problems);

/// <param name="Path">Relative to the root, with forward slashes.</param>
/// <param name="Kind">A added, M modified, D deleted, T type changed.</param>
public sealed record ChangedFile(string Path, char Kind, int Added, int Removed);
