namespace Factory.MissionControl.Missions;

/// <summary>Several of a team's missions end with the characters that were given.</summary>
internal sealed class AmbiguousMission(string id, IEnumerable<Guid> missions)
    : Exception($"Several missions end with {id}: use one of the whole ids {string.Join(", ", missions)}.");
