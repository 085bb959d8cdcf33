namespace Factory.Workspaces.Files;

/// <summary>Replaces text that occurs exactly once; otherwise says how to ask better.</summary>
internal static class UniqueReplacement
{
    private const int Named = 20;

    /// <returns>The text afterwards, and the line from which it differs.</returns>
    public static (string Text, int Line) Apply(string path, string text, string oldText, string newText)
    {
        if (oldText.Length == 0)
            throw new FileRefused("The text to replace is empty. Give the exact text, or write the whole file.");
        if (string.Equals(oldText, newText, StringComparison.Ordinal))
            throw new FileRefused("The new text is the same as the old text. Nothing was changed.");
        if (IsWindows(text) || (!text.Contains(oldText, StringComparison.Ordinal) && text.Contains("\r\n", StringComparison.Ordinal)))
            (oldText, newText) = (Windows(oldText), Windows(newText));
        var found = Occurrences(text, oldText);
        return found.Count switch
        {
            1 => (string.Concat(text.AsSpan(0, found[0]), newText, text.AsSpan(found[0] + oldText.Length)), TextLines.At(text, found[0])),
            0 => throw new FileRefused($"The text to replace does not occur in '{path}'. {NearestText.Hint(text, oldText)}"),
            _ => throw new FileRefused($"The text to replace occurs {found.Count} times in '{path}', at lines {Lines(text, found)}. Add lines before or after it until it is the only one."),
        };
    }

    /// <summary>Every line break of the file is a Windows one: new lines get one, too.</summary>
    private static bool IsWindows(string text)
    {
        var breaks = text.AsSpan().Count('\n');
        return breaks > 0 && breaks == text.AsSpan().Count("\r\n");
    }

    private static string Windows(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);

    private static string Lines(string text, List<int> found) =>
        string.Join(", ", found.Take(Named).Select(at => TextLines.At(text, at))) + (found.Count > Named ? $" and {found.Count - Named} more" : "");

    private static List<int> Occurrences(string text, string wanted)
    {
        var found = new List<int>();
        for (var at = text.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = text.IndexOf(wanted, at + 1, StringComparison.Ordinal))
            found.Add(at);
        return found;
    }
}
