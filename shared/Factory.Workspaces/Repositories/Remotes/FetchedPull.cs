namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>A pull request in a mirror.</summary>
/// <param name="MergeBase">Where it left the base branch.</param>
/// <param name="BaseTip">The base branch's newest commit.</param>
/// <param name="Pack">Thin pack of the head on <paramref name="MergeBase"/>.</param>
/// <param name="Rewritten">The head before is no ancestor of the head.</param>
public sealed record FetchedPull(string MirrorName, string MergeBase, string BaseTip, ReadOnlyMemory<byte> Pack, bool Rewritten)
{
    /// <summary>Thin pack of the head before on <see cref="MergeBase"/>; null where there is none that still counts.</summary>
    public ReadOnlyMemory<byte>? BeforePack { get; init; }

    /// <summary>The files at <see cref="BaseTip"/>; null where they could not be listed.</summary>
    public TreeSize? Size { get; init; }
}
