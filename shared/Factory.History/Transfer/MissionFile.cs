using System.Text.Json;
using System.Text.Json.Serialization;

namespace Factory.History.Transfer;

/// <summary>
/// A mission's whole history as one file: a zip archive with a manifest, a line of JSON for each stream, event and blob, and the
/// content of each blob under its hash.
/// </summary>
internal static class MissionFile
{
    public const string Format = "factory-mission";
    public const int FormatVersion = 1;
    public const string Manifest = "manifest.json";
    public const string Streams = "streams.jsonl";
    public const string Events = "events.jsonl";
    public const string Blobs = "blobs.jsonl";

    public static readonly JsonSerializerOptions Json = new()
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    public static string Content(string sha256) => $"blobs/{sha256}";
}

internal sealed record FileManifest(string Format, int FormatVersion, Guid MissionId);

internal sealed record StreamLine(Guid Id, string Type, long Version, DateTimeOffset Created, DateTimeOffset Timestamp);

internal sealed record EventLine(Guid Id, Guid Stream, long Version, string Type, DateTimeOffset Timestamp, JsonElement Data);

internal sealed record BlobLine(string Sha256, long Size, string MediaType, DateTimeOffset? ErasedAt);
