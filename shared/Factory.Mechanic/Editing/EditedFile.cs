using System.Text;

namespace Factory.Mechanic.Editing;

/// <summary>Applies edits to a file's bytes, so that everything that is not replaced stays as it was.</summary>
internal static class EditedFile
{
    /// <summary>The new bytes, or null where two changes want the same place.</summary>
    public static byte[]? Apply(byte[] original, IEnumerable<TextChange> changes)
    {
        var ordered = changes.OrderBy(c => c.Start).ThenBy(c => c.End).ToList();
        var result = new MemoryStream(original.Length + 64);
        var at = 0;
        foreach (var change in ordered)
        {
            if (change.Start < at || change.End > original.Length) return null;
            result.Write(original, at, change.Start - at);
            result.Write(Encoding.UTF8.GetBytes(change.Text));
            at = change.End;
        }

        result.Write(original, at, original.Length - at);
        return result.ToArray();
    }
}
