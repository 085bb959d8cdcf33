namespace Logs;

public sealed class LogView(int pageSize)
{
    private readonly List<string> _lines = [];

    public int Count => _lines.Count;

    public void Add(string line) => _lines.Add(line);

    /// <summary>The newest lines, oldest of them first.</summary>
    public IReadOnlyList<string> Tail(int count)
    {
        var start = Math.Max(0, _lines.Count - count);
        return _lines.Count == 0 ? [] : _lines[start..^1];
    }

    public IReadOnlyList<string> Page(int number)
    {
        var start = Math.Min(number * pageSize, _lines.Count);
        return _lines[start..Math.Min(start + pageSize, _lines.Count)];
    }

    public IReadOnlyList<string> Find(string text) => _lines.FindAll(line => line.Contains(text, StringComparison.OrdinalIgnoreCase));
}
