using System.Security.Cryptography;
using System.Text;
using Factory.Droids.Knowledge.Maps;

namespace Factory.Reviewer.PullRequests.Places;

/// <summary>A file as fingerprints see it: its lines without white space, and what encloses them. Found by a cheap scan that knows no grammar.</summary>
internal sealed class SourceText
{
    /// <summary>A file that is larger is not looked into.</summary>
    public const int MostBytes = 2_000_000;

    /// <summary>A hunk has at least so many characters, where lines follow: a closing brace alone is everywhere.</summary>
    private const int LeastCharacters = 8;

    private const int MostHunkLines = 3;

    private readonly string[] _lines;
    private readonly List<(int Number, string Text)> _solid;
    private readonly IReadOnlyList<Definition> _definitions;

    public SourceText(string path, ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        _lines = text.Split('\n');
        _solid = [.. _lines.Select((line, index) => (index + 1, Solid(line))).Where(line => line.Item2.Length > 0)];
        _definitions = DefinitionScan.Of(path, text);
    }

    /// <summary>The lines that something at a line is about, hashed: the line itself, and what follows where that is next to nothing.</summary>
    public (string Hash, int Lines) HunkAt(int line)
    {
        var first = _solid.FindIndex(solid => solid.Number >= line);
        if (first < 0)
            return ("", 0);
        var taken = 1;
        while (taken < MostHunkLines && first + taken < _solid.Count && _solid.Skip(first).Take(taken).Sum(solid => solid.Text.Length) < LeastCharacters)
            taken++;
        return (Hash(first, taken), taken);
    }

    /// <summary>The lines at which a hunk is.</summary>
    public IEnumerable<int> Find(string hash, int lines)
    {
        for (var first = 0; lines > 0 && first + lines <= _solid.Count; first++)
        {
            if (Hash(first, lines) == hash)
                yield return _solid[first].Number;
        }
    }

    /// <summary>What encloses a line, from the outside in, joined by dots; empty at the top of the file and in languages that are not known.</summary>
    public string SymbolAt(int line)
    {
        var names = new Stack<string>();
        var indent = IndentAt(line);
        foreach (var definition in _definitions.Where(definition => definition.Line <= line).Reverse())
        {
            var own = Indent(_lines[definition.Line - 1]);
            if (own >= indent && definition.Line != line)
                continue;
            names.Push(definition.Name);
            indent = own;
        }

        return string.Join('.', names);
    }

    public bool Defines(string symbol) => symbol.Length > 0 && _definitions.Any(definition => definition.Name == symbol.Split('.')[^1]);

    private string Hash(int first, int lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', _solid.Skip(first).Take(lines).Select(solid => solid.Text)))))[..16];

    private int IndentAt(int line)
    {
        for (var number = Math.Max(1, line); number <= _lines.Length; number++)
        {
            if (Solid(_lines[number - 1]).Length > 0)
                return Indent(_lines[number - 1]);
        }

        return 0;
    }

    private static int Indent(string line) => line.TakeWhile(char.IsWhiteSpace).Sum(character => character == '\t' ? 4 : 1);

    private static string Solid(string line) => string.Concat(line.Where(character => !char.IsWhiteSpace(character)));
}
