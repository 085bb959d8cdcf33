namespace Factory.History.Projections;

/// <summary>A projection cannot apply an event.</summary>
internal sealed class PoisonEvent(string projection, long sequence, string? alias, Exception error)
    : Exception($"Projection {projection} cannot apply event {sequence}{(alias is null ? "" : $" ({alias})")}: {error.Message}", error);
