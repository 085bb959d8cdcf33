using System.Globalization;
using System.Text.RegularExpressions;

namespace Factory.Droids.Diffs;

/// <summary>Reads a unified diff as git writes it.</summary>
public sealed partial class DiffReader
{
    private readonly List<DiffFile> _files = [];
    private List<DiffHunk> _hunks = [];
    private List<DiffLine> _lines = [];
    private (int Old, int New) _left;
    private (int Old, int New) _next;

    private DiffReader()
    {
    }

    /// <summary>The files that the diff changes, in its order; those without lines (binary, renamed) have no hunks.</summary>
    public static IReadOnlyList<DiffFile> Read(string diff)
    {
        ArgumentNullException.ThrowIfNull(diff);
        var reader = new DiffReader();
        foreach (var text in diff.Split('\n'))
            reader.Take(text);
        return reader._files;
    }

    private void Take(string text)
    {
        // Inside a hunk, counted by its header, every line is content, whatever it looks like.
        if (_left.Old > 0 || _left.New > 0)
            TakeContent(text);
        else if (text.StartsWith("diff --git ", StringComparison.Ordinal))
            _files.Add(new DiffFile(PathIn(text), _hunks = []));
        else if (text.StartsWith("--- ", StringComparison.Ordinal) || text.StartsWith("+++ ", StringComparison.Ordinal))
            TakeName(text[4..]);
        else if (Header().Match(text) is { Success: true } header)
            Begin(header);
    }

    private void Begin(Match header)
    {
        _left = (Number(header, "oldCount") ?? 1, Number(header, "newCount") ?? 1);
        _next = (Number(header, "old")!.Value, Number(header, "new")!.Value);
        if (_files.Count == 0)
            _files.Add(new DiffFile("", _hunks = []));
        _hunks.Add(new DiffHunk(0, header.Groups["within"].Value.Trim(), _lines = []));
    }

    private void TakeContent(string text)
    {
        var kind = text.Length == 0 ? ' ' : text[0];
        if (kind is '-' or '+')
        {
            if (_lines.Count == 0)
                _hunks[^1] = _hunks[^1] with { Line = _next.New };
            _lines.Add(new DiffLine(kind == '+' ? _next.New : _next.Old, kind == '+', text[1..]));
        }

        // "\ No newline at end of file" is about the line before it.
        if (kind == '\\')
            return;
        var (old, added) = (kind == '+' ? 0 : 1, kind == '-' ? 0 : 1);
        _left = (_left.Old - old, _left.New - added);
        _next = (_next.Old + old, _next.New + added);
    }

    /// <summary>What follows --- and +++ says it better than the first line, which does not tell where one of two names with spaces ends.</summary>
    private void TakeName(string name)
    {
        name = name.TrimEnd('\t', '\r').Trim('"');
        if (name == "/dev/null")
            return;
        var path = name.StartsWith("a/", StringComparison.Ordinal) || name.StartsWith("b/", StringComparison.Ordinal) ? name[2..] : name;
        if (_files.Count == 0 || _files[^1].Hunks.Count > 0)
            _files.Add(new DiffFile(path, _hunks = []));
        else
            _files[^1] = _files[^1] with { Path = path };
    }

    /// <summary>Both halves are the same path, but for a/ and b/: the length says where the second begins, spaces or not.</summary>
    private static string PathIn(string header)
    {
        var names = header["diff --git ".Length..];
        return names.Length > 3 && names[0] != '"' ? names[((names.Length / 2) + 3)..] : names.Trim('"');
    }

    private static int? Number(Match header, string name) => header.Groups[name].Success ? int.Parse(header.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^@@ -(?<old>\d+)(,(?<oldCount>\d+))? \+(?<new>\d+)(,(?<newCount>\d+))? @@(?<within>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();
}
