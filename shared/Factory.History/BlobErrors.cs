namespace Factory.History;

/// <summary>There is no such blob of that team.</summary>
public sealed class BlobMissing(string team, Guid id)
    : Exception($"Team '{team}' has no blob {id}. It was never stored, its transaction did not commit, or it belongs to another team.");

/// <summary>The content of a blob was erased on request; what history says about it stays.</summary>
public sealed class BlobErased(Guid id, DateTimeOffset erasedAt) : Exception($"The content of blob {id} was erased on {erasedAt:u} and cannot be read any more.")
{
    public DateTimeOffset ErasedAt { get; } = erasedAt;
}

/// <summary>Content over the limit.</summary>
public sealed class BlobTooLarge(long size)
    : Exception($"A blob of {size} bytes is over the limit of {BlobStore.LargestContent} bytes. Store less, or cut it.");
