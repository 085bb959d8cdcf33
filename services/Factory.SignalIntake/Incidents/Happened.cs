namespace Factory.SignalIntake.Incidents;

/// <summary>Something that may be the cause of what is reported next: a merge, a release, a deployment.</summary>
/// <param name="Key">The same for events of the same.</param>
/// <param name="Repository">The sender's name for it.</param>
/// <param name="What">One line; titles of others are part of it.</param>
internal sealed record Happened(string Key, string Repository, string What, string? Commit, string? Url);
