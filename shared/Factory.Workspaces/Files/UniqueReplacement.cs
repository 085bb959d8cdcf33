namespace Factory.Workspaces.Files;

/// <summary>Replaces text that occurs exactly once; otherwise says how to ask better.</summary>
internal static class UniqueReplacement
{
    private const int Named = 5;

    public static string Apply(string path, string text, string oldText, string newText)
    {
        if (oldText.Length == 0)
            throw new FileRefused("The text to replace is empty. Give the exact text, or write the whole file.");
        if (string.Equals(oldText, newText, StringComparison.Ordinal))
            throw new FileRefused("The new text is the same as the old text. Nothing was changed.");
        if (!text.Contains(oldText, StringComparison.Ordinal) && text.Contains("\r\n", StringComparison.Ordinal))
            (oldText, newText) = (Windows(oldText), Windows(newText));
        var found = Occurrences(text, oldText);
        return found.Count switch
        {
            1 => string.Concat(text.AsSpan(0, found[0]), newText, text.AsSpan(found[0] + oldText.Length)),
            0 => throw new FileRefused($"The text to replace does not occur in '{path}'. {Hint(text, oldText)}"),
            _ => throw new FileRefused($"The text to replace occurs {found.Count} times in '{path}', at lines {string.Join(", ", found.Take(Named).Select(at => TextLines.At(text, at)))}. Add lines before or after it until it is the only one."),
        };
    }

    private static string Windows(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

    private static List<int> Occurrences(string text, string wanted)
    {
        var found = new List<int>();
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
            found.Add(at);
        return found;
    }

    private static string Hint(string text, string oldText)
    {
        var wanted = oldText.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        if (wanted.Count == 0)
            return "Read the file first.";
        var lines = TextLines.Split(text).ConvertAll(line => line.Trim());
        for (var i = 0; i + wanted.Count <= lines.Count; i++)
        {
            if (lines.Skip(i).Take(wanted.Count).SequenceEqual(wanted, StringComparer.Ordinal))
                return $"It occurs at line {i + 1} with other white space. Read that part and copy it exactly.";
        }

        var first = lines.FindIndex(line => string.Equals(line, wanted[0], StringComparison.Ordinal));
        return first >= 0 ? $"Its first line occurs at line {first + 1}, but what follows differs. Read that part and copy it exactly." : "Read the file and copy the text exactly, white space included.";
    }
}
