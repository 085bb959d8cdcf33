namespace Factory.History;

/// <summary>An event as history holds it.</summary>
/// <param name="Sequence">Place in the whole history; grows with time, with holes.</param>
/// <param name="Id">Unique id of the event.</param>
/// <param name="Stream">The stream it belongs to.</param>
/// <param name="Version">Place within its stream: 1, 2, 3 … without holes.</param>
/// <param name="Type">Alias of its type, for example <c>mission_started</c>.</param>
/// <param name="Timestamp">When it was appended, UTC.</param>
/// <param name="Data">The event itself.</param>
public sealed record StoredEvent(long Sequence, Guid Id, Guid Stream, long Version, string Type, DateTimeOffset Timestamp, object Data);

/// <summary>What a fold gives: the state, and the version of the last event that went into it (0 when there was none).</summary>
public readonly record struct Folded<TState>(TState State, long Version);
