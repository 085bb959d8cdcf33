namespace Factory.History;

/// <summary>Events to be appended to one stream, all or none.</summary>
/// <param name="Stream">Id of the stream; the stream is made by its first append.</param>
/// <param name="StreamType">What the stream is about, in snake case, for example <c>droid_run</c>. Kept from the first append.</param>
/// <param name="ExpectedVersion">
/// Version of the stream's last event as the writer knows it; 0 when the stream must not exist yet; null to append at the end, whatever is
/// there, under the lock of the stream's row.
/// </param>
/// <param name="Events">At least one; each of a type that <see cref="EventTypes"/> knows.</param>
public sealed record StreamAppend(Guid Stream, string StreamType, long? ExpectedVersion, IReadOnlyList<object> Events);
