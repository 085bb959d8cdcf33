using System.IO.Compression;
using Factory.History.Projections;
using Npgsql;

namespace Factory.History.Transfer;

/// <summary>What an import did.</summary>
/// <param name="AlreadyThere">True when exactly this mission was there before: nothing was changed.</param>
public sealed record ImportedMission(Guid MissionId, int Streams, int Events, int Blobs, bool AlreadyThere);

/// <summary>Reads a file that <see cref="MissionExport"/> wrote: the same ids, versions, times and blobs, all or nothing.</summary>
public sealed class MissionImport(NpgsqlDataSource database, EventTypes types, BlobStore blobs, IEnumerable<IProjection> projections, ImportLimits limits)
{
    private readonly IProjection[] projections = [.. projections];

    /// <summary>Imports a mission for a team.</summary>
    /// <param name="team">The team of whoever imports; the file must be its own. What the file says is checked against it, never taken.</param>
    /// <param name="input">The file; need not be seekable.</param>
    /// <param name="ct">Ends the import; nothing is kept then.</param>
    /// <exception cref="MissionFileRefused">Something is wrong with it, or a part of it is there already and differs.</exception>
    public async Task<ImportedMission> Read(string team, Stream input, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(team);
        // A zip archive is read from its end, and would otherwise be held in memory whole.
        await using var file = await UploadedFile.Keep(input, limits.LargestFile, ct);
        try
        {
            await using var archive = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, ct);
            return await Read(team, new MissionFileReader(archive, limits), ct);
        }
        catch (InvalidDataException error)
        {
            throw new MissionFileRefused("the archive", error.Message, error);
        }
    }

    private async Task<ImportedMission> Read(string team, MissionFileReader reader, CancellationToken ct)
    {
        var missionId = (await reader.Manifest(ct)).MissionId;
        var (streams, events, described) = (await reader.Streams(ct), await reader.Events(ct), await reader.Blobs(ct));
        MissionCheck.Check(team, missionId, streams, events, types);
        BlobCheck.Check(team, events, described);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var import = new ImportWriting(connection, types);
        var isNew = await import.TryInsertStreams(streams, ct);
        if (!isNew && !await import.IsThere(streams, events, ct))
            throw new MissionFileRefused(MissionFile.Streams, $"mission {missionId}, or a part of it, is there already and is not the same. What is there was not changed.");
        if (isNew)
        {
            await WriteBlobs(connection, team, described, reader, ct);
            await Append(import, transaction, events, ct);
            await transaction.CommitAsync(ct);
        }

        return new ImportedMission(missionId, streams.Count, events.Count, described.Count, !isNew);
    }

    private async Task Append(ImportWriting import, NpgsqlTransaction transaction, List<EventLine> events, CancellationToken ct)
    {
        try
        {
            var stored = await import.InsertEvents(events, ct);
            // Tried out and taken back: an event that no projection could apply would stop the projections for everybody.
            await transaction.SaveAsync("projected", ct);
            await import.TryOut(projections, stored, ct);
            await transaction.RollbackAsync("projected", ct);
        }
        catch (PostgresException error) when (!Failures.IsPassing(error))
        {
            throw new MissionFileRefused(MissionFile.Events, $"an event that cannot be stored: {error.MessageText}", error);
        }
    }

    private async Task WriteBlobs(NpgsqlConnection connection, string team, List<BlobLine> described, MissionFileReader reader, CancellationToken ct)
    {
        foreach (var blob in described)
        {
            await using var batch = new NpgsqlBatch(connection);
            if (blob.ErasedAt is { } erasedAt)
                blobs.AddErasedTo(batch, team, blob.Sha256, blob.Size, blob.MediaType, erasedAt);
            else
                blobs.AddTo(batch, team, await reader.Content(blob, ct), blob.MediaType);
            await batch.ExecuteNonQueryAsync(ct);
        }
    }
}
