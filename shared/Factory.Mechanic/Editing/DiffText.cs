using System.Globalization;
using System.Text;

namespace Factory.Mechanic.Editing;

/// <summary>A unified diff of a file whose change is small: one hunk around what differs.</summary>
internal static class DiffText
{
    private const int Context = 3;

    public static string Of(string path, byte[] before, byte[] after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var first = 0;
        while (first < old.Count && first < now.Count && old[first] == now[first]) first++;
        var same = 0;
        while (same < old.Count - first && same < now.Count - first && old[^(same + 1)] == now[^(same + 1)]) same++;
        if (first == old.Count && first == now.Count) return "";

        var start = Math.Max(0, first - Context);
        var tail = Math.Min(Context, same);
        var (oldCount, newCount) = (old.Count - same + tail - start, now.Count - same + tail - start);
        var diff = new StringBuilder();
        diff.Append(CultureInfo.InvariantCulture, $"--- a/{path}\n+++ b/{path}\n@@ -{Range(start, oldCount)} +{Range(start, newCount)} @@\n");
        foreach (var line in old[start..first]) Write(diff, ' ', line);
        foreach (var line in old[first..^same]) Write(diff, '-', line);
        foreach (var line in now[first..^same]) Write(diff, '+', line);
        foreach (var line in old[^same..^(same - tail)]) Write(diff, ' ', line);
        return diff.ToString();
    }

    /// <summary>The first line that differs, from 1.</summary>
    public static int FirstLine(byte[] before, byte[] after)
    {
        var length = before.AsSpan().CommonPrefixLength(after);
        return before.AsSpan(0, length).Count((byte)'\n') + 1;
    }

    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void Write(StringBuilder diff, char mark, string line)
    {
        diff.Append(mark).Append(line);
        if (!line.EndsWith('\n')) diff.Append("\n\\ No newline at end of file\n");
    }

    // Lines keep their line feed, and a carriage return before it.
    private static List<string> Lines(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var lines = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            lines.Add(text[at..next]);
            at = next;
        }

        return lines;
    }
}
