namespace Factory.Publisher.Outputs;

/// <summary>What came of an output.</summary>
/// <param name="Url">Where people can see it; null for nowhere.</param>
/// <param name="ExternalId">The other side's id of it, by which it is edited; null for none.</param>
internal sealed record Applied(string? Url, string? ExternalId);
