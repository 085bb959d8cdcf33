namespace Tables;

public enum Align
{
    Left,
    Right,
    Centre,
}

public static class TextTable
{
    public static string Cell(string text, int width, Align align)
    {
        var shown = text.Length > width ? text[..width] : text;
        var free = width - shown.Length;
        return align switch
        {
            Align.Left => Join(shown, 0, free),
            Align.Right => Join(shown, 0, free),
            _ => Join(shown, free / 2, free - free / 2),
        };
    }

    private static string Join(string text, int before, int after) => new string(' ', before) + text + new string(' ', after);

    public static string Row(IEnumerable<string> cells, IReadOnlyList<int> widths, Align align) =>
        string.Join(" | ", cells.Select((cell, column) => Cell(cell, widths[column], align)));
}
