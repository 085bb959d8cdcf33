using Factory.Contracts.Outputs;

namespace Factory.Publisher.Outputs;

/// <summary>What came of an output.</summary>
/// <param name="Url">Where people can see it; null for nowhere.</param>
/// <param name="ExternalId">The other side's id of it, by which it is edited; null for none.</param>
internal sealed record Applied(string? Url, string? ExternalId)
{
    /// <summary>Of a review: which of its comments is about which finding; null where the forge did not tell.</summary>
    public IReadOnlyList<PostedComment>? Comments { get; init; }
}
