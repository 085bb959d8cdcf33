namespace Factory.Contracts.Missions;

// The mission's conversation, in the order it is said.

/// <summary>Where a change goes to and comes from.</summary>
/// <param name="Path">Absolute path of a local git repository, bare or not; or the address of a remote one: <c>https://HOST/OWNER/NAME</c> or <c>ssh://git@HOST/OWNER/NAME</c>, small letters in scheme and host, without <c>.git</c> and a final slash.</param>
/// <param name="Base">Branch or commit the change starts from; null is the repository's HEAD.</param>
public sealed record RepositoryRef(string Path, string? Base);

/// <summary>What a mission may spend. Zero or less is refused where it is read from.</summary>
/// <param name="Time">Wall-clock time from start to gate, but for the time that people hold the mission or are waited for; default 10 minutes, at most 16 days.</param>
/// <param name="Turns">Model answers per droid run; default 50, at most 1,000.</param>
/// <param name="Usd">Money in US dollars for all model calls; default 5.</param>
public sealed record MissionLimits(TimeSpan Time, int Turns, decimal Usd)
{
    public const int MostTurns = 1_000;
    public const decimal MostUsd = 100_000;
    public static readonly TimeSpan LongestMission = TimeSpan.FromDays(16);
    public static readonly MissionLimits Default = new(TimeSpan.FromMinutes(10), 50, 5m);
}

/// <summary>What a mission is for.</summary>
public enum MissionKind
{
    /// <summary>A report becomes a change.</summary>
    Change = 1,

    /// <summary>A question is answered; nothing is changed.</summary>
    Question = 2,

    /// <summary>A pull request of others is reviewed; nothing is changed.</summary>
    Review = 3,

    /// <summary>Documentation follows what was changed or deployed.</summary>
    Docs = 4,
}

public sealed record StartMission(Guid MissionId, Guid SignalId, string Team, string Title, BlobRef Report, RepositoryRef Repository, string? TestCommand, MissionLimits Limits)
{
    /// <summary>Default: a change.</summary>
    public MissionKind Kind { get; init; } = MissionKind.Change;

    /// <summary>Where the signal came from, and answers go; null in signals of before it was kept.</summary>
    public Origins.Origin? Origin { get; init; }

    /// <summary>The pull request that is reviewed, or whose branch the change is for; null for none.</summary>
    public Origins.PullRequestRef? PullRequest { get; init; }
}

/// <summary>What a person said to a mission's droids.</summary>
public sealed record Said(Guid NoteId, string By, BlobRef Text)
{
    /// <summary>What a mission takes at most: more would fill every droid's task.</summary>
    public const int Most = 100;
}

/// <summary>Told to the signal that asked: the mission exists.</summary>
public sealed record MissionAccepted(Guid MissionId, Guid SignalId);

/// <param name="At">When it was asked for: of pauses and resumptions that overtake each other the latest counts.</param>
public sealed record PauseMission(Guid MissionId, string By, DateTimeOffset At);

/// <param name="At">As of a pause.</param>
public sealed record ResumeMission(Guid MissionId, string By, DateTimeOffset At);

public sealed record CancelMission(Guid MissionId, string By, string Reason);

/// <summary>Something a person wants the mission's droids to read before their next turn.</summary>
/// <param name="NoteId">Follows from the request, so that saying it twice is said once.</param>
public sealed record SayToMission(Guid MissionId, Guid NoteId, string By, BlobRef Text);

/// <summary>Limits that a person changed; they hold from the next turn on. What is not named stays as it is when this is handled, so that two who ask at once undo nothing of each other.</summary>
/// <param name="Time">As in <see cref="MissionLimits"/>, like the other two; null for no change.</param>
/// <param name="At">When it was asked for: of two that name the same and overtake each other the later counts.</param>
public sealed record LimitMission(Guid MissionId, string By, TimeSpan? Time, int? Turns, decimal? Usd, DateTimeOffset At);

/// <summary>Casts the mission anew from the router's present settings; holds from the next turn on.</summary>
/// <param name="RequestId">Follows from the request, so that asking twice is done once.</param>
public sealed record RecastMission(Guid MissionId, string Team, Guid RequestId, string By);

/// <summary>How a mission ended.</summary>
public enum MissionOutcome
{
    Published = 1,
    NotFixed = 2,
    Failed = 3,
    Cancelled = 4,

    /// <summary>A question was answered.</summary>
    Answered = 5,

    /// <summary>An honest "cannot be answered".</summary>
    NotAnswered = 6,

    /// <summary>A pull request was reviewed.</summary>
    Reviewed = 7,
}

/// <summary>Told to the signal that asked: the mission is over.</summary>
public sealed record MissionEnded(Guid MissionId, Guid SignalId, MissionOutcome Outcome, string Reason);

/// <summary>Look whether a step of the mission, or the mission itself, took too long; sent to itself, with a due time.</summary>
public sealed record CheckMission(Guid MissionId);
