using System.Text.RegularExpressions;

namespace Factory.History.Transfer;

/// <summary>Whether the blobs of a file are those that its events refer to, and the importing team's.</summary>
internal static partial class BlobCheck
{
    public static void Check(string team, IEnumerable<EventLine> events, IReadOnlyList<BlobLine> blobs)
    {
        var ids = new HashSet<Guid>();
        foreach (var blob in blobs)
        {
            if (!Sha256().IsMatch(blob.Sha256) || blob.Size < 0 || !MediaType().IsMatch(blob.MediaType))
                throw new MissionFileRefused(MissionFile.Blobs, "a blob without a valid hash, size or media type.");
            if (!ids.Add(BlobStore.Id(team, blob.Sha256)))
                throw new MissionFileRefused(MissionFile.Blobs, $"blob {blob.Sha256} is there twice.");
        }

        // The id follows from team and hash: a reference to another team's blob is never among them.
        foreach (var (id, sha256) in events.SelectMany(line => BlobReferences.In(line.Data)))
        {
            if (!ids.Contains(id) || BlobStore.Id(team, sha256) != id)
                throw new MissionFileRefused(MissionFile.Events, $"an event refers to blob {id}, which the file does not hold.");
        }
    }

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Sha256();

    [GeneratedRegex(@"^[\x21-\x7e][\x20-\x7e]{0,199}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex MediaType();
}
