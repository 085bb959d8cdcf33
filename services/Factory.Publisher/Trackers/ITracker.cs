namespace Factory.Publisher.Trackers;

/// <summary>One kind of tracker. Every method may be called again after it may have happened.</summary>
internal interface ITracker
{
    TrackerSort Sort { get; }

    /// <summary>An issue as it is now, with the factory's own comment that bears a mark.</summary>
    /// <param name="key">The tracker's id of the issue; from outside.</param>
    /// <param name="mark">What the comment ends with.</param>
    /// <exception cref="Outputs.OutputNotAllowed">The tracker refuses, or has no such issue.</exception>
    /// <exception cref="Outputs.AskLater">The tracker asks for patience.</exception>
    Task<Ticket> Find(TrackerSettings tracker, string key, string mark, CancellationToken ct);

    /// <returns>The comment's id.</returns>
    Task<string> Comment(TrackerSettings tracker, Ticket ticket, string markdown, CancellationToken ct);

    Task Edit(TrackerSettings tracker, Ticket ticket, string commentId, string markdown, CancellationToken ct);

    /// <exception cref="Outputs.OutputNotAllowed">There is no such state, or no way there.</exception>
    Task Move(TrackerSettings tracker, Ticket ticket, string state, CancellationToken ct);
}

/// <param name="Id">The tracker's own.</param>
/// <param name="State">Name of the state that it is in.</param>
/// <param name="IsClosed">It was done or given up.</param>
/// <param name="Own">The id of the factory's comment; null for none.</param>
/// <param name="Url">Where people see it; null where it was not told.</param>
internal sealed record Ticket(string Id, string State, bool IsClosed, string? Own, string? Url);
