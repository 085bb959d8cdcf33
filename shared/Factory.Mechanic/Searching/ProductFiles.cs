using System.Text;
using Factory.Workspaces;
using Factory.Workspaces.Files;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Searching;

/// <summary>The checkout's own files that may be edited: neither tests nor configuration, nor what was installed or built.</summary>
internal sealed class ProductFiles
{
    private const int MaxSize = 2 << 20;

    private readonly Workspace _workspace;
    private readonly Dictionary<string, byte[]?> _bytes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _lines = new(StringComparer.Ordinal);

    public ProductFiles(Workspace workspace)
    {
        _workspace = workspace;
        var files = new RepositoryFiles(workspace).All;
        All = [.. files.Where(f => !FileKinds.JudgesTheProduct(f))];
        Judging = [.. files.Where(FileKinds.JudgesTheProduct)];
        Paths = All.ToHashSet(StringComparer.Ordinal);
    }

    public IReadOnlyList<string> All { get; }

    public IReadOnlyList<string> Judging { get; }

    public IReadOnlySet<string> Paths { get; }

    public IReadOnlyList<string> WithEnding(params string[] endings) => [.. All.Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))];

    /// <summary>The bytes of a file as they were when they were first asked for; null where it cannot be read.</summary>
    public byte[]? Bytes(string path)
    {
        if (_bytes.TryGetValue(path, out var known)) return known;
        try
        {
            return _bytes[path] = _workspace.Files.ReadBytes(path, MaxSize);
        }
        catch (FileRefused)
        {
            return _bytes[path] = null;
        }
    }

    /// <summary>The text of a line, from 1; empty where there is none.</summary>
    public string Line(string path, int line)
    {
        if (!_lines.TryGetValue(path, out var lines)) _lines[path] = lines = Encoding.UTF8.GetString(Bytes(path) ?? []).Split('\n');
        return line >= 1 && line <= lines.Length ? lines[line - 1].Trim() : "";
    }
}
