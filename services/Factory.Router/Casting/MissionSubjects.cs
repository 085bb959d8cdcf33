using Factory.Contracts;
using Factory.Contracts.History;
using Factory.Contracts.Repositories;
using Factory.History;
using Microsoft.Extensions.Caching.Memory;

namespace Factory.Router.Casting;

/// <summary>What rules look at: the mission's repository.</summary>
/// <param name="Paths">By which it was named, and where it really lies.</param>
/// <param name="Facts">Null where it was not measured: what a rule asks of it is then unknown.</param>
/// <param name="PlannedByMechanic">Whether the mission was planned without any model.</param>
internal sealed record MissionSubject(IReadOnlyList<string> Paths, RepositoryFacts? Facts, bool PlannedByMechanic)
{
    public static readonly MissionSubject Unknown = new([], null, false);
}

/// <summary>Reads what rules look at from the missions' own streams, once a mission.</summary>
internal sealed class MissionSubjects(EventStore events) : IDisposable
{
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    public async Task<MissionSubject> Of(Guid mission, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(mission, out MissionSubject? subject) && subject is not null)
            return subject;
        var (read, _) = await events.Fold(mission, MissionSubject.Unknown, Apply, ct: cancellationToken);

        // Before the repository is known there is more to come.
        return read.Facts is null ? read : known.Set(mission, read, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(6) });
    }

    public void Dispose() => known.Dispose();

    private static MissionSubject Apply(MissionSubject before, object happened) => happened switch
    {
        MissionStarted started => before with { Paths = [.. before.Paths, PlaceOf(started.Repository.Path)] },
        RepositoryReady { Facts: { } facts } => before with { Paths = [.. before.Paths, facts.Path], Facts = facts },
        PlanMade made => before with { PlannedByMechanic = made.Spent.Tokens == 0 },
        _ => before,
    };

    /// <summary>A path without detours; an address as it is always written.</summary>
    private static string PlaceOf(string path) =>
        RepositoryAddress.IsMeant(path) ? RepositoryAddress.Read(path, out _)?.ToString() ?? path : Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
