namespace Factory.Router.Mechanic;

/// <summary>The task's parts by their headings. Headings inside quotations are the quoted text's own and count for nothing.</summary>
internal sealed class TaskSections
{
    private readonly Dictionary<string, List<string>> sections = new(StringComparer.OrdinalIgnoreCase);

    private TaskSections()
    {
    }

    public static TaskSections Of(string task)
    {
        var found = new TaskSections();
        var (lines, fence) = (new List<string>(), default(string));
        foreach (var line in task.ReplaceLineEndings("\n").Split('\n'))
        {
            if (fence is null && line.StartsWith("## ", StringComparison.Ordinal))
            {
                found.sections.TryAdd(line[3..].Trim(), lines = []);
                continue;
            }

            fence = fence is null ? FenceOf(line) : line == fence ? null : fence;
            lines.Add(line);
        }

        return found;
    }

    /// <summary>The words of a part as they are; empty where there is none.</summary>
    public string Words(string heading) => sections.TryGetValue(heading, out var lines) ? string.Join('\n', lines).Trim() : "";

    /// <summary>What a part quotes, without its fence.</summary>
    public string Quoted(string heading)
    {
        var lines = Words(heading).Split('\n');
        return lines.Length > 2 && FenceOf(lines[0]) == lines[^1] ? string.Join('\n', lines[1..^1]) : Words(heading);
    }

    public bool Has(string heading) => sections.ContainsKey(heading);

    /// <summary>The task in one line.</summary>
    public string Title => Words("Task").Split('\n')[0].Trim() is { Length: > 0 } title ? title : "the report";

    private static string? FenceOf(string line)
    {
        var length = line.TakeWhile(character => character == '`').Count();
        return length >= 3 ? line[..length] : null;
    }
}
