using Factory.Settings;

namespace Factory.Publisher.Trackers;

internal enum TrackerSort
{
    Linear = 1,
    Jira = 2,
}

/// <summary>A tracker whose issues cause missions, and are told how far these are.</summary>
/// <param name="Name">As signals name it in where they came from.</param>
/// <param name="Api">Of Linear its GraphQL address, of Jira the site; without a final slash.</param>
internal sealed record TrackerSettings(string Name, TrackerSort Sort, Uri Api, KeySource Token)
{
    /// <summary>Jira Cloud: the account that the token is of. Null where the token stands for itself.</summary>
    public string? User { get; init; }

    /// <summary>Jira: 3 (Cloud) or 2 (Data Center).</summary>
    public int Version { get; init; } = 3;

    /// <summary>Teams whose missions may write there; null for all.</summary>
    public IReadOnlySet<string>? Teams { get; init; }

    public TrackerStates States { get; init; } = new(null, null, null);
}

/// <summary>What states are called there that an issue is moved to; null where it is not moved.</summary>
/// <param name="Started">While its mission works.</param>
/// <param name="Review">When its change is published.</param>
/// <param name="Done">When its mission ended with a result.</param>
internal sealed record TrackerStates(string? Started, string? Review, string? Done);
