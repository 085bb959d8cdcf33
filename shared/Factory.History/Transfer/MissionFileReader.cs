using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Factory.History.Transfer;

/// <summary>Reads a mission file that anybody may have made: everything is bounded, nothing is believed.</summary>
internal sealed class MissionFileReader(ZipArchive archive, ImportLimits limits)
{
    private long left = limits.LargestUnpacked;

    public async Task<FileManifest> Manifest(CancellationToken ct)
    {
        var manifests = await Lines<FileManifest>(MissionFile.Manifest, 1, ct);
        if (manifests is not [{ Format: MissionFile.Format } manifest])
            throw new MissionFileRefused(MissionFile.Manifest, "this is not a mission file. Give one that export wrote.");
        if (manifest.FormatVersion != MissionFile.FormatVersion)
            throw new MissionFileRefused(MissionFile.Manifest, $"format version {manifest.FormatVersion} is not known; this version reads {MissionFile.FormatVersion}. Update this one.");
        return manifest;
    }

    public Task<List<StreamLine>> Streams(CancellationToken ct) => Lines<StreamLine>(MissionFile.Streams, limits.MostStreams, ct);

    public Task<List<EventLine>> Events(CancellationToken ct) => Lines<EventLine>(MissionFile.Events, limits.MostEvents, ct);

    public Task<List<BlobLine>> Blobs(CancellationToken ct) => Lines<BlobLine>(MissionFile.Blobs, limits.MostBlobs, ct);

    /// <summary>The content of a blob, whose size and hash are as its line says.</summary>
    public async Task<byte[]> Content(BlobLine blob, CancellationToken ct)
    {
        var name = MissionFile.Content(blob.Sha256);
        if (blob.Size is < 0 or > BlobStore.LargestContent)
            throw new MissionFileRefused(MissionFile.Blobs, $"blob {blob.Sha256} of {blob.Size} bytes is over the limit of {BlobStore.LargestContent}.");
        await using var stream = await Open(name, ct);
        var content = new byte[blob.Size];
        var read = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct);
        Spend(read, name);
        if (read < content.Length || await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, ct) > 0)
            throw new MissionFileRefused(name, $"it is not {blob.Size} bytes long, as {MissionFile.Blobs} says.");
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != blob.Sha256)
            throw new MissionFileRefused(name, "its hash is another than its name says. The file is damaged, or was changed.");
        return content;
    }

    private async Task<List<T>> Lines<T>(string name, int most, CancellationToken ct)
    {
        var lines = new List<T>();
        await using var stream = await Open(name, ct);
        await foreach (var line in BoundedLines.In(stream, limits.LongestLine, name, ct))
        {
            Spend(line.Length, name);
            if (lines.Count == most)
                throw new MissionFileRefused(name, $"more than {most} lines.");
            lines.Add(Parse<T>(line, $"{name}, line {lines.Count + 1}"));
        }

        return lines;
    }

    private static T Parse<T>(byte[] line, string where)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, MissionFile.Json) ?? throw new MissionFileRefused(where, "null.");
        }
        catch (JsonException error)
        {
            throw new MissionFileRefused(where, error.Message, error);
        }
    }

    private async Task<Stream> Open(string name, CancellationToken ct)
    {
        var entry = archive.GetEntry(name) ?? throw new MissionFileRefused(name, "this part is missing.");
        return await entry.OpenAsync(ct);
    }

    // Counted as it is unpacked: what the archive says about sizes is not believed.
    private void Spend(long bytes, string name)
    {
        left -= bytes;
        if (left < 0)
            throw new MissionFileRefused(name, $"the file unpacks to more than {limits.LargestUnpacked} bytes.");
    }
}
