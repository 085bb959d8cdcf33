using Factory.Droids.Diffs;
using Factory.History;
using System.Text;

namespace Factory.Router.Mechanic;

/// <summary>Says what a change is, from its title, its diff and what was seen.</summary>
internal static class ChangeWords
{
    private const int LongestTitle = 72;
    private const int LongestEntry = 160;
    private const int QuotedLines = 12;
    private const int FilesShown = 20;

    private static readonly string[] Imperatives =
        ["Add", "Allow", "Avoid", "Change", "Correct", "Fix", "Handle", "Make", "Prevent", "Reject", "Remove", "Repair", "Return", "Stop", "Support", "Update", "Use"];

    /// <summary>The commit's subject.</summary>
    public static string Title(string task) => Cut(Imperative(task), LongestTitle);

    /// <summary>The line of the changelog.</summary>
    public static string Entry(string task)
    {
        var entry = Cut(Imperative(task), LongestEntry);
        return entry[^1] is '.' or '!' or '?' or '…' ? entry : $"{entry}.";
    }

    public static string Description(TaskSections task, IReadOnlyList<DiffFile> files)
    {
        var text = new StringBuilder();
        text.Append("## Cause\n\n").Append(Cause(files)).Append("\n\n");
        text.Append("## Change\n\n").Append(Change(files)).Append("\n\n");
        text.Append("## Evidence\n\n").Append(task.Words("Evidence") is { Length: > 0 } seen ? seen : "None is recorded.").Append('\n');
        if (task.Quoted("Report") is { Length: > 0 } report)
        {
            text.Append("\n## Report\n\n").Append(Quote(report)).Append('\n');
        }

        return text.ToString();
    }

    private static string Imperative(string task)
    {
        var title = OneLine.Of(task, 500).TrimEnd('.', ' ');
        return title.Length == 0 ? "Fix what the report describes"
            : Imperatives.Contains(title.Split(' ')[0], StringComparer.OrdinalIgnoreCase) ? $"{char.ToUpperInvariant(title[0])}{title[1..]}"
            : $"Fix: {LowerFirst(title)}";
    }

    private static string Cause(IReadOnlyList<DiffFile> files)
    {
        if (files is not [{ Hunks: [var hunk] } file])
        {
            return $"The fault was spread over {files.Count} files, or over several places of one; the change below shows them.";
        }

        var place = hunk.Within.Length > 0 ? $"{Code(file.Path)}, line {hunk.Line} (in {Code(hunk.Within)})" : $"{Code(file.Path)}, line {hunk.Line}";
        return hunk.Removed.Count == 0
            ? $"Something was missing in {place}."
            : $"{place} said:\n\n{Fenced(hunk.Removed)}";
    }

    private static string Change(IReadOnlyList<DiffFile> files)
    {
        if (files is [{ Hunks: [{ Added.Count: > 0 } hunk] }])
        {
            return $"{(hunk.Removed.Count == 0 ? "It now has" : "It now says")}:\n\n{Fenced(hunk.Added)}";
        }

        var lines = files.Take(FilesShown).Select(file => $"- {Code(file.Path)}: {file.Added} lines added, {file.Removed} removed");
        return string.Join('\n', files.Count <= FilesShown ? lines : lines.Append($"- and {files.Count - FilesShown} more files"));
    }

    /// <summary>Text of others is shown, never rendered: no mention, link, image or heading of it takes effect.</summary>
    private static string Quote(string report)
    {
        var lines = report.Split('\n');
        return Fenced(lines.Length <= QuotedLines ? lines : [.. lines.Take(QuotedLines), "[…]"]);
    }

    private static string Fenced(IReadOnlyList<string> lines)
    {
        var fence = new string('`', Math.Max(3, lines.Max(line => LongestRun(line)) + 1));
        return $"{fence}text\n{string.Join('\n', lines)}\n{fence}";
    }

    private static string Code(string text) => text.Contains('`') ? $"`` {text} ``" : $"`{text}`";

    private static int LongestRun(string line)
    {
        var (longest, run) = (0, 0);
        foreach (var character in line)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    /// <summary>Names and abbreviations keep their capitals.</summary>
    private static string LowerFirst(string title) => title.Length > 1 && char.IsLower(title[1]) && !title.Split(' ')[0].Skip(1).Any(char.IsUpper) ? $"{char.ToLowerInvariant(title[0])}{title[1..]}" : title;

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', longest - 1);
        return $"{text[..(space > longest / 2 ? space : longest - 1)].TrimEnd()}…";
    }
}
