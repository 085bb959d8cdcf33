namespace Factory.Contracts.Signals;

// What is said about a signal, in the order it is said.

/// <summary>Judge stored deliveries of webhooks: which of them are signals?</summary>
public sealed record JudgeDeliveries(IReadOnlyList<Guid> DeliveryIds);

/// <summary>Judge a stored signal: does it cause a mission, and which?</summary>
public sealed record JudgeSignal(Guid SignalId, string Team);

/// <summary>Look whether the mission that a signal asked for was acknowledged; sent to itself, with a due time.</summary>
public sealed record CheckSignal(Guid SignalId);
