using System.Text;
using Factory.Contracts;
using Factory.History;

namespace Factory.Planner;

/// <summary>Text that people and models wrote, where it is to be shown again.</summary>
internal static class StoredText
{
    /// <summary>Null where it was erased.</summary>
    public static async Task<string?> ReadText(this BlobStore blobs, string team, BlobRef text, CancellationToken ct)
    {
        try
        {
            return Encoding.UTF8.GetString(await blobs.Get(team, text.Id, ct));
        }
        catch (Exception gone) when (gone is BlobErased or BlobMissing)
        {
            return null;
        }
    }
}
