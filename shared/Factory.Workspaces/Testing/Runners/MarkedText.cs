using System.Text;

namespace Factory.Workspaces.Testing.Runners;

/// <summary>Takes one marked line out of a command's output.</summary>
internal static class MarkedText
{
    public static (string? Marked, byte[] Remaining) Split(ReadOnlySpan<byte> output, string token)
    {
        var mark = Encoding.UTF8.GetBytes("\u001e" + token);
        var at = output.IndexOf(mark);
        if (at < 0) return (null, output.ToArray());
        var after = output[(at + mark.Length)..];
        var end = after.IndexOf((byte)'\n');
        var marked = Encoding.UTF8.GetString(end < 0 ? after : after[..end]);
        return (marked, [.. output[..at], .. end < 0 ? [] : after[(end + 1)..]]);
    }
}
