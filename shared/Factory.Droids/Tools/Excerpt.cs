namespace Factory.Droids.Tools;

/// <summary>Head and tail of a long text, with a line between them that says what was cut and how to get it.</summary>
internal static class Excerpt
{
    /// <param name="name">Under which the whole is kept; null where it is not.</param>
    public static string Of(string text, int most, string? name)
    {
        if (text.Length <= most)
            return text;
        var head = EndOfLine(text, most * 2 / 5);
        var tail = EndOfLine(text, text.Length - (most - head));
        var (first, last, all) = (Lines(text, 0, head) + 1, Lines(text, 0, tail), Lines(text, 0, text.Length) + (text.EndsWith('\n') ? 0 : 1));
        var lines = last >= first ? $", lines {first} to {last} of {all}" : "";
        var how = name is null ? "" : $"; output(name=\"{name}\", firstLine={first}) shows them";
        return $"{text.AsSpan(0, head)}{(head > 0 && text[head - 1] == '\n' ? "" : "\n")}[cut: {tail - head} characters{lines}{how}]\n{text.AsSpan(tail)}";
    }

    /// <summary>The beginning of a line at or before the position, unless the line is long; never in the middle of a character.</summary>
    private static int EndOfLine(string text, int position)
    {
        var line = text.LastIndexOf('\n', position - 1, Math.Min(position, 400));
        return line >= 0 ? line + 1 : char.IsLowSurrogate(text[position]) ? position - 1 : position;
    }

    private static int Lines(string text, int from, int to) => text.AsSpan(from, to - from).Count('\n');
}
