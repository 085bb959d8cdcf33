using System.Runtime.CompilerServices;
using Npgsql;

namespace Factory.History.Transfer;

/// <summary>Walks everything that a mission's events refer to, and what that refers to in turn.</summary>
internal static class MissionBlobs
{
    private const int LargestScannedBlob = 16 * 1024 * 1024;

    /// <summary>Each blob once, also those whose content was erased.</summary>
    /// <exception cref="BlobMissing">An event refers to a blob that is not there.</exception>
    public static async IAsyncEnumerable<StoredBlob> Of(NpgsqlConnection connection, string team, IEnumerable<EventLine> events, [EnumeratorCancellation] CancellationToken ct)
    {
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
            yield return blob;
            if (blob.Content is { Length: <= LargestScannedBlob } content)
            {
                foreach (var reference in BlobReferences.InText(content))
                    open.Enqueue((reference.Id, false));
            }
        }
    }
}
