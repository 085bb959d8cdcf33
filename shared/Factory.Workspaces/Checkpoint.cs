namespace Factory.Workspaces;

/// <summary>A workspace's files at one moment, enough to have them again on another computer that has the mirror.</summary>
/// <param name="Commit">Full id of the commit that holds the files.</param>
/// <param name="BaseCommit">What the pack is relative to; the mirror has it.</param>
/// <param name="Pack">Thin pack with <paramref name="Commit"/> above <paramref name="BaseCommit"/>.</param>
public sealed record Checkpoint(string Commit, string BaseCommit, ReadOnlyMemory<byte> Pack);
