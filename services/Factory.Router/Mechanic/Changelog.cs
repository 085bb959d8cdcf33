using System.Text.RegularExpressions;

namespace Factory.Router.Mechanic;

/// <summary>Where a new line goes in a changelog, in the style that is there.</summary>
internal static partial class Changelog
{
    private static readonly char[] Bullets = ['-', '*', '+'];

    /// <summary>The exact replacement that adds an entry under the unreleased changes; null where the file has no such heading.</summary>
    /// <param name="read">The file's beginning as the read tool shows it, with line numbers.</param>
    /// <param name="entry">One sentence.</param>
    public static (string Old, string New)? Entry(string read, string entry)
    {
        List<string> lines = [.. read.Split('\n').Select(line => Numbered().Match(line)).Where(match => match.Success).Select(match => match.Groups["text"].Value)];
        var heading = lines.FindIndex(line => Unreleased().IsMatch(line));
        if (heading < 0 || lines.Count(line => line == lines[heading]) > 1)
        {
            return null;
        }

        var depth = lines[heading].TakeWhile(character => character == '#').Count();
        var end = lines.FindIndex(heading + 1, line => IsHeading(line, depth));
        var section = lines.GetRange(heading, (end < 0 ? lines.Count : end) - heading);
        return (string.Join('\n', section), string.Join('\n', With(section, $"{Bullet(lines)} {entry}", depth, UsesGroups(lines, depth))));
    }

    private static List<string> With(List<string> section, string line, int depth, bool groups)
    {
        var written = section.FindLastIndex(text => text.Trim().Length > 0) + 1;
        var result = section.GetRange(0, written);
        var fixes = result.FindIndex(text => Fixes().IsMatch(text));
        var bullet = result.FindIndex(Math.Max(fixes, 0) + 1, text => IsBullet(text) || text.StartsWith('#'));
        if (fixes < 0 && groups)
        {
            result.AddRange(["", $"{new string('#', depth + 1)} Fixed", "", line]);
        }
        else if (bullet >= 0 && IsBullet(result[bullet]))
        {
            result.Insert(bullet, line);
        }
        else
        {
            result.InsertRange(Math.Max(fixes, 0) + 1, ["", line]);
        }

        // The blank lines before what follows, or one where there was none.
        return [.. result, .. written < section.Count ? section[written..] : [""]];
    }

    private static bool UsesGroups(List<string> lines, int depth) => lines.Any(line => line.StartsWith($"{new string('#', depth + 1)} ", StringComparison.Ordinal));

    private static bool IsHeading(string line, int depth)
    {
        var level = line.TakeWhile(character => character == '#').Count();
        return level > 0 && level <= depth && line.Length > level && line[level] == ' ';
    }

    private static bool IsBullet(string line) => line.Length > 1 && Bullets.Contains(line[0]) && line[1] == ' ';

    private static char Bullet(List<string> lines) => lines.Find(IsBullet) is { } line ? line[0] : '-';

    [GeneratedRegex(@"^\s*\d+  (?<text>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^#{1,3} \[?unreleased\]?\s*$", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Unreleased();

    [GeneratedRegex("^#{2,4} (bug )?fix(e[sd])?\\s*$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fixes();
}
