using System.Data;
using System.IO.Compression;
using System.Text.Json;
using Npgsql;

namespace Factory.History.Transfer;

/// <summary>Writes a mission's whole history as one file: its streams and events as they are stored, and every blob that they refer to.</summary>
public sealed class MissionExport(NpgsqlDataSource database)
{
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
        await foreach (var blob in MissionBlobs.Of(connection, team, events, ct))
        {
            lines.Add(blob.Line);
            if (blob.Content is { } content)
                await WriteContent(archive, MissionFile.Content(blob.Line.Sha256), content, ct);
        }

        await WriteJson(archive, MissionFile.Blobs, lines, ct);
    }

    private static async Task WriteContent(ZipArchive archive, string name, byte[] content, CancellationToken ct)
    {
        await using var stream = await archive.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await stream.WriteAsync(content, ct);
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
