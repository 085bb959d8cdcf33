namespace Factory.Workspaces.Repositories;

/// <param name="Branch">Short name of the branch.</param>
/// <param name="Commit">Full id of what it points at.</param>
/// <param name="WasThere">Whether an earlier try had published it already.</param>
public sealed record PublishedBranch(string Branch, string Commit, bool WasThere);
