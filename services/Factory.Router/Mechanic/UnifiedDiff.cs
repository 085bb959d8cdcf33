using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Router.Mechanic;

/// <param name="Line">Where the hunk's first changed line is, in the file after the change.</param>
/// <param name="Within">What git names as the surrounding function; may be empty.</param>
internal sealed record DiffHunk(int Line, string Within, IReadOnlyList<string> Removed, IReadOnlyList<string> Added);

/// <param name="Path">After the change; before it where the file is gone.</param>
internal sealed record DiffFile(string Path, IReadOnlyList<DiffHunk> Hunks)
{
    public int Added => Hunks.Sum(hunk => hunk.Added.Count);

    public int Removed => Hunks.Sum(hunk => hunk.Removed.Count);
}

/// <summary>Reads a unified diff as git writes it.</summary>
internal sealed partial class UnifiedDiff
{
    private readonly List<DiffFile> files = [];
    private List<DiffHunk> hunks = [];
    private (int Old, int New) left;
    private int line;

    public static IReadOnlyList<DiffFile> Read(string diff)
    {
        var reader = new UnifiedDiff();
        foreach (var text in diff.Split('\n'))
        {
            reader.Take(text);
        }

        return reader.files;
    }

    private void Take(string text)
    {
        // Inside a hunk, counted by its header, every line is content, whatever it looks like.
        if (left.Old > 0 || left.New > 0)
        {
            TakeContent(text);
        }
        else if (text.StartsWith("diff --git ", StringComparison.Ordinal))
        {
            files.Add(new DiffFile(PathOf(text), hunks = []));
        }
        else if (Header().Match(text) is { Success: true } header)
        {
            left = (Count(header, "oldCount"), Count(header, "newCount"));
            line = int.Parse(header.Groups["new"].ValueSpan, CultureInfo.InvariantCulture);
            hunks.Add(new DiffHunk(0, header.Groups["within"].Value.Trim(), new List<string>(), new List<string>()));
        }
    }

    private void TakeContent(string text)
    {
        var kind = text.Length == 0 ? ' ' : text[0];
        if (kind is '-' or '+')
        {
            var hunk = hunks[^1].Line == 0 ? hunks[^1] = hunks[^1] with { Line = line } : hunks[^1];
            ((List<string>)(kind == '-' ? hunk.Removed : hunk.Added)).Add(text[1..]);
        }

        if (kind != '\\')
        {
            left = (left.Old - (kind == '+' ? 0 : 1), left.New - (kind == '-' ? 0 : 1));
            line += kind == '-' ? 0 : 1;
        }
    }

    /// <summary>Both halves are the same path, but for a/ and b/: the length says where the second begins, spaces or not.</summary>
    private static string PathOf(string header)
    {
        var names = header["diff --git ".Length..];
        return names.Length > 3 && names[0] != '"' ? names[(names.Length / 2 + 3)..] : names.Trim('"');
    }

    private static int Count(Match header, string name) => header.Groups[name].Success ? int.Parse(header.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(@"^@@ -\d+(,(?<oldCount>\d+))? \+(?<new>\d+)(,(?<newCount>\d+))? @@(?<within>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();
}
