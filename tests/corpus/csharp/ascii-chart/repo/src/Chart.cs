namespace Charts;

public static class Chart
{
    private const int NameWidth = 9;
    private const int BarWidth = 20;

    public static string Line(string name, int value, int most)
    {
        var length = most == 0 ? 0 : value * BarWidth / most;
        var shown = name.Length > NameWidth ? name[..NameWidth] : name;
        return $"{shown.PadRight(NameWidth)}|{new string('#', length)} {value}";
    }

    public static string Draw(IReadOnlyList<(string Name, int Value)> rows)
    {
        var most = rows.Count == 0 ? 0 : rows.Max(row => row.Value);
        return string.Join('\n', rows.Select(row => Line(row.Name, row.Value, most)));
    }
}
