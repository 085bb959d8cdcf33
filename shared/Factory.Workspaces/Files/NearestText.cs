using System.Text.Json;
using System.Text.Encodings.Web;

namespace Factory.Workspaces.Files;

/// <summary>Where a text that does not occur was probably meant to be, and how it differs.</summary>
internal static class NearestText
{
    private const int MostLines = 20_000;
    private const int MostWanted = 200;
    private const int Shown = 3;
    private const int LongestShown = 200;
    private const double Alike = 0.6;

    private static readonly JsonSerializerOptions Escaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A sentence or two for the one who asked.</summary>
    public static string Hint(string text, string wanted)
    {
        var lines = text.Split('\n', MostLines + 1).Take(MostLines).Select(line => line.TrimEnd('\r')).ToList();
        var asked = wanted.TrimEnd('\n').Split('\n').Take(MostWanted).Select(line => line.TrimEnd('\r')).ToList();
        if (asked.TrueForAll(string.IsNullOrWhiteSpace))
            return "Read the file first.";
        if (Find(lines, asked) is not { } at)
            return "Nothing like it is there either. Read the file and copy the text exactly, white space included.";
        var differing = asked.Select((line, index) => (Asked: line, Number: at + index + 1, Found: at + index < lines.Count ? lines[at + index] : null)).Where(pair => pair.Asked != pair.Found).ToList();
        var where = asked.Count == 1 ? $"at line {at + 1}" : $"at lines {at + 1} to {Math.Min(lines.Count, at + asked.Count)}";
        if (differing.Count == 0)
            return $"It occurs {where}, but not as whole lines: look at how it begins and ends.";
        var white = differing.TrueForAll(pair => pair.Found is not null && string.Equals(Squeezed(pair.Asked), Squeezed(pair.Found), StringComparison.Ordinal));
        var what = white ? $"It occurs {where} with other white space" : $"The nearest is {where}";
        var told = string.Concat(differing.Take(Shown).Select(pair => $"\n  line {pair.Number}: you gave {Quoted(pair.Asked)}, the file has {(pair.Found is null ? "no such line" : Quoted(pair.Found))}"));
        var more = differing.Count > Shown ? $"\n  and {differing.Count - Shown} more lines differ" : "";
        return $"{what}:{told}{more}\nRead that part and copy it exactly.";
    }

    /// <summary>The line from which most lines agree, white space aside; else one that is like the first that says something.</summary>
    private static int? Find(List<string> lines, List<string> asked)
    {
        var wanted = asked.ConvertAll(Squeezed);
        var said = lines.ConvertAll(Squeezed);
        var (best, most) = (0, 0);
        for (var at = 0; at < said.Count; at++)
        {
            var same = 0;
            for (var i = 0; i < wanted.Count && at + i < said.Count; i++)
            {
                if (wanted[i].Length > 0 && string.Equals(wanted[i], said[at + i], StringComparison.Ordinal))
                    same++;
            }

            if (same > most)
                (best, most) = (at, same);
        }

        return most > 0 ? best : Alikest(said, wanted);
    }

    private static int? Alikest(List<string> said, List<string> wanted)
    {
        var first = wanted.FindIndex(line => line.Length > 0);
        var pairs = Pairs(wanted[first]);
        var (best, likeness) = (-1, Alike);
        for (var at = 0; at < said.Count; at++)
        {
            var like = said[at].Contains(wanted[first], StringComparison.Ordinal) ? 1 : Likeness(pairs, Pairs(said[at]));
            if (like > likeness)
                (best, likeness) = (at, like);
        }

        return best < 0 ? null : Math.Max(0, best - first);
    }

    private static HashSet<int> Pairs(string line)
    {
        var pairs = new HashSet<int>();
        for (var i = 0; i + 1 < line.Length && i < LongestShown; i++)
            pairs.Add((line[i] << 16) | line[i + 1]);
        return pairs;
    }

    private static double Likeness(HashSet<int> left, HashSet<int> right) =>
        left.Count + right.Count == 0 ? 0 : 2.0 * left.Count(right.Contains) / (left.Count + right.Count);

    private static string Squeezed(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>As JSON: tabs and other white space can be told apart.</summary>
    private static string Quoted(string line) => JsonSerializer.Serialize(line.Length <= LongestShown ? line : line[..LongestShown] + "…", Escaped);
}
