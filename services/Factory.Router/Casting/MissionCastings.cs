using Factory.Contracts.History;
using Factory.Contracts.Runs;
using Factory.History;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

namespace Factory.Router.Casting;

/// <summary>
/// What each mission is played with: recorded at its first model call, so that a file that changes meanwhile does not change the mission, and read again with
/// each turn, so that a recast on any replica holds from the next turn on.
/// </summary>
internal sealed class MissionCastings(NpgsqlDataSource database, EventStore events, BlobStore blobs, ModelsFiles files, MissionSubjects subjects) : IDisposable
{
    public const string StreamType = "casting";
    private const string By = "factory";

    private readonly MemoryCache missions = new(new MemoryCacheOptions { SizeLimit = 20_000 });

    /// <summary>By hash: most missions share theirs.</summary>
    private readonly MemoryCache casts = new(new MemoryCacheOptions { SizeLimit = 200 });

    /// <summary>Thousands of missions that begin at once do not take every connection of the process.</summary>
    private readonly SemaphoreSlim gate = new(4 * Environment.ProcessorCount);

    /// <summary>As it is now; null where nothing is recorded yet. Only what came since the last time is read.</summary>
    public async Task<MissionCasting?> Read(AskModel ask, CancellationToken cancellationToken)
    {
        var known = missions.Get<MissionCasting>(ask.MissionId);

        // Where nobody is cast, a mission of the mechanic costs no read with each turn.
        if (known is { Version: 0 } && files.Recent.CastsNobody)
            return known;
        MissionCast? last = null;
        var version = known?.Version ?? 0;
        await gate.WaitAsync(cancellationToken);
        try
        {
            await foreach (var stored in events.Read(MissionCast.StreamOf(ask.MissionId), version, cancellationToken))
                (last, version) = (stored.Data as MissionCast ?? last, stored.Version);
        }
        finally
        {
            gate.Release();
        }

        if (last is null)
            return version == 0 ? null : known;
        return Keep(ask.MissionId, new MissionCasting(await CastOf(last, cancellationToken), last.Hash, version));
    }

    /// <summary>Records the present settings for a mission that has none.</summary>
    /// <param name="played">Whether a turn of the run was played by the mechanic already.</param>
    public async Task<MissionCasting> Record(AskModel ask, bool played, CancellationToken cancellationToken)
    {
        var present = files.Look();
        if (present.CastsNobody)
            return Keep(ask.MissionId, MissionCasting.Unrecorded);

        // It began where nobody was cast, and goes on so.
        if (played || (await subjects.Of(ask.MissionId, cancellationToken)).PlannedByMechanic)
            present = PresentFile.None;
        try
        {
            await Append(ask, present, cancellationToken);
            return Keep(ask.MissionId, new MissionCasting(present.File.Cast, present.Hash, 1));
        }
        catch (PostgresException error) when (ConcurrencyConflict.From(error) is not null)
        {
            // Another run of the mission was first, or a person's recast.
            return await Read(ask, cancellationToken) ?? throw new InvalidOperationException($"The casting of mission {ask.MissionId} is there and cannot be read.", error);
        }
    }

    public void Dispose()
    {
        gate.Dispose();
        missions.Dispose();
        casts.Dispose();
    }

    /// <summary>In one transaction: a batch that begins none is one.</summary>
    private async Task Append(AskModel ask, PresentFile present, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            var blob = blobs.AddTo(batch, ask.Team, present.Settings, "application/json");
            events.AddTo(batch, new StreamAppend(MissionCast.StreamOf(ask.MissionId), StreamType, 0, [new MissionCast(ask.MissionId, ask.Team, blob, present.Hash, By, null)]));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    private MissionCasting Keep(Guid mission, MissionCasting casting) =>
        missions.Set(mission, casting, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = TimeSpan.FromHours(6) });

    private async Task<Cast> CastOf(MissionCast recorded, CancellationToken cancellationToken)
    {
        if (casts.TryGetValue(recorded.Hash, out Cast? known) && known is not null)
            return known;
        var settings = await blobs.Get(recorded.Team, recorded.Settings.Id, cancellationToken);
        return casts.Set(recorded.Hash, RecordedSettings.Read(settings), new MemoryCacheEntryOptions { Size = 1 });
    }
}
