using System.Data;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;

namespace Factory.History.Transfer;

/// <summary>Writes a mission's whole history as one file: its streams and events as they are stored, and every blob that they refer to.</summary>
public sealed class MissionExport(NpgsqlDataSource database)
{
    private const int LargestScannedBlob = 16 * 1024 * 1024;

    /// <summary>Writes the mission as it is at one moment; it may still be running.</summary>
    /// <param name="team">Whose mission.</param>
    /// <param name="missionId">The mission.</param>
    /// <param name="output">Where to; need not be seekable, is left open.</param>
    /// <param name="ct">Ends the writing.</param>
    /// <exception cref="MissionMissing">The team has no such mission.</exception>
    /// <exception cref="BlobMissing">An event refers to a blob that is not there.</exception>
    public async Task Write(string team, Guid missionId, Stream output, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var streams = await MissionStreams.Of(connection, team, missionId, ct);
        await using var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await WriteJson(archive, MissionFile.Manifest, [new FileManifest(MissionFile.Format, MissionFile.FormatVersion, missionId)], ct);
        await WriteJson(archive, MissionFile.Streams, await MissionStreams.Lines(connection, streams, ct), ct);
        var events = await MissionStreams.Events(connection, streams, ct);
        await WriteJson(archive, MissionFile.Events, events, ct);
        await WriteBlobs(archive, connection, team, events, ct);
    }

    private static async Task WriteBlobs(ZipArchive archive, NpgsqlConnection connection, string team, IEnumerable<EventLine> events, CancellationToken ct)
    {
        var lines = new List<BlobLine>();
        var seen = new HashSet<Guid>();
        var open = new Queue<(Guid Id, bool Required)>(events.SelectMany(line => BlobReferences.In(line.Data)).Select(reference => (reference.Id, true)));
        while (open.TryDequeue(out var next))
        {
            if (!seen.Add(next.Id))
                continue;
            var blob = await StoredBlob.Read(connection, team, next.Id, ct);
            if (blob is null && next.Required)
                throw new BlobMissing(team, next.Id);
            // What a blob's text refers to was written by models: it may refer to what never was.
            if (blob is null)
                continue;
            lines.Add(blob.Line);
            foreach (var inner in await WriteContent(archive, blob, ct))
                open.Enqueue((inner, false));
        }

        await WriteJson(archive, MissionFile.Blobs, lines, ct);
    }

    private static async Task<IReadOnlyList<Guid>> WriteContent(ZipArchive archive, StoredBlob blob, CancellationToken ct)
    {
        if (blob.Content is not { } content)
            return [];
        var entry = archive.CreateEntry(MissionFile.Content(blob.Line.Sha256), CompressionLevel.Fastest);
        await using (var stream = await entry.OpenAsync(ct))
            await stream.WriteAsync(content, ct);
        return content.Length > LargestScannedBlob ? [] : [.. BlobReferences.InText(content).Select(reference => reference.Id)];
    }

    private static async Task WriteJson<T>(ZipArchive archive, string name, IEnumerable<T> lines, CancellationToken ct)
    {
        await using var stream = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        foreach (var line in lines)
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, MissionFile.Json), ct);
            await stream.WriteAsync("\n"u8.ToArray(), ct);
        }
    }
}
