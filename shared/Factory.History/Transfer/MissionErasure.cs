using System.Text;
using System.Text.Json;
using Npgsql;

namespace Factory.History.Transfer;

/// <summary>What became of a text in a mission's history.</summary>
/// <param name="Erased">The blobs that held it, whose content is gone.</param>
/// <param name="StillIn">Kinds of events that hold it themselves and cannot be changed, for example <c>mission_started</c> with a title.</param>
public sealed record TextErased(IReadOnlyList<Guid> Erased, IReadOnlyList<string> StillIn);

/// <summary>Erases a text from a mission's history: every blob that holds it. Packs of commits are compressed, and not looked into.</summary>
public sealed class MissionErasure(NpgsqlDataSource database, BlobStore blobs)
{
    /// <summary>Characters; what is shorter would be found almost everywhere.</summary>
    public const int ShortestText = 4;

    /// <param name="team">Whose mission.</param>
    /// <param name="missionId">The mission; has ended, since one that runs works with its blobs.</param>
    /// <param name="text">As it stands in the blobs, or as JSON writes it; upper and lower case differ.</param>
    /// <param name="ct">Ends the erasing; what was erased stays so.</param>
    /// <exception cref="MissionMissing">The team has no such mission.</exception>
    public async Task<TextErased> Erase(string team, Guid missionId, string text, CancellationToken ct = default)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var streams = await MissionStreams.Of(connection, team, missionId, ct);
        var events = await MissionStreams.Events(connection, streams, ct);
        var forms = Forms(text);
        var found = new List<Guid>();
        // First found, then erased: what a blob refers to is known only as long as it can be read.
        await foreach (var blob in MissionBlobs.Of(connection, team, events, ct))
        {
            if (blob.Content is { } content && forms.Any(form => content.AsSpan().IndexOf(form) >= 0))
                found.Add(BlobStore.Id(team, blob.Line.Sha256));
        }

        foreach (var id in found)
            await blobs.Erase(team, id, ct);
        return new TextErased(found, [.. events.Where(line => Holds(line.Data, text)).Select(line => line.Type).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>As it is, and as it may stand within a string of JSON.</summary>
    private static List<byte[]> Forms(string text)
    {
        string[] forms =
        [
            text,
            JsonEncodedText.Encode(text).ToString(),
            JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];
        return [.. forms.Distinct(StringComparer.Ordinal).Select(Encoding.UTF8.GetBytes)];
    }

    private static bool Holds(JsonElement element, string text) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Any(property => Holds(property.Value, text)),
        JsonValueKind.Array => element.EnumerateArray().Any(item => Holds(item, text)),
        JsonValueKind.String => element.GetString()!.Contains(text, StringComparison.Ordinal),
        _ => false,
    };
}
