using System.Globalization;

namespace Factory.Reviewer.Rules;

/// <param name="Line">Line number in the new file for added lines, in the old file for removed ones; from 1.</param>
internal sealed record DiffLine(string Path, int Line, bool Added, string Text);

/// <summary>The added and removed lines of a unified diff.</summary>
internal static class DiffLines
{
    public static IReadOnlyList<DiffLine> Parse(string diff)
    {
        var lines = new List<DiffLine>();
        var (path, oldLine, newLine, oldLeft, newLeft) = ("", 0, 0, 0, 0);
        foreach (var line in diff.Split('\n'))
        {
            if (oldLeft > 0 || newLeft > 0)
            {
                switch (line.Length == 0 ? ' ' : line[0])
                {
                    case '+':
                        lines.Add(new DiffLine(path, newLine++, Added: true, line[1..]));
                        newLeft--;
                        break;
                    case '-':
                        lines.Add(new DiffLine(path, oldLine++, Added: false, line[1..]));
                        oldLeft--;
                        break;
                    case ' ':
                        (oldLine, newLine, oldLeft, newLeft) = (oldLine + 1, newLine + 1, oldLeft - 1, newLeft - 1);
                        break;
                }
            }
            else if (line.StartsWith("+++ ", StringComparison.Ordinal) && line != "+++ /dev/null")
            {
                path = Name(line);
            }
            else if (line.StartsWith("--- ", StringComparison.Ordinal) && line != "--- /dev/null")
            {
                path = Name(line);
            }
            else if (line.StartsWith("@@ -", StringComparison.Ordinal))
            {
                var ranges = line.Split(' ');
                (oldLine, oldLeft) = Range(ranges[1]);
                (newLine, newLeft) = Range(ranges[2]);
            }
        }

        return lines;
    }

    private static string Name(string line)
    {
        var name = line[4..].TrimEnd('\t', '\r').Trim('"');
        return name.StartsWith("a/", StringComparison.Ordinal) || name.StartsWith("b/", StringComparison.Ordinal) ? name[2..] : name;
    }

    private static (int Start, int Length) Range(string range)
    {
        var parts = range[1..].Split(',');
        return (int.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 1);
    }
}
