namespace Factory.Contracts.Signals;

// What is said about a signal, in the order it is said.

/// <summary>A file that came with a signal, for example a log.</summary>
/// <param name="Name">What its sender calls it; untrusted, one line.</param>
public sealed record AttachedFile(string Name, BlobRef Content);

/// <summary>Judge stored deliveries of webhooks: which of them are signals?</summary>
public sealed record JudgeDeliveries(IReadOnlyList<Guid> DeliveryIds);

/// <summary>Judge a stored signal: does it cause a mission, and which?</summary>
public sealed record JudgeSignal(Guid SignalId, string Team);

/// <summary>Look whether the mission that a signal asked for was acknowledged; sent to itself, with a due time.</summary>
public sealed record CheckSignal(Guid SignalId);
