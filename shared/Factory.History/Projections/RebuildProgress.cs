namespace Factory.History.Projections;

/// <summary>How far the rebuilding of a projection is.</summary>
/// <param name="Position">Sequence number of the last event that is applied; 0 for none.</param>
/// <param name="Target">The newest event when the rebuilding began.</param>
public sealed record RebuildProgress(string Projection, long Position, long Target);
