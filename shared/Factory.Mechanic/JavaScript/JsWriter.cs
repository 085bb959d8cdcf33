using System.Text.Encodings.Web;
using Acornima.Ast;
using Factory.Mechanic.Editing;

namespace Factory.Mechanic.JavaScript;

/// <summary>Collects the edits of one file, as changes of its bytes.</summary>
internal sealed class JsWriter(string path, JsTree tree, IReadOnlySet<int>? lines)
{
    private readonly ByteOffsets _offsets = new(tree.Text);
    private readonly List<Edit> _found = [];

    public IReadOnlyList<Edit> Found => _found;

    /// <summary>Whether one of the lines that matter is the node's own, or the first of its statement.</summary>
    public bool Covers(Node node)
    {
        if (lines is null) return true;
        var (first, last) = (tree.Line(node.Start), tree.Line(node.End));
        for (var line = first; line <= last; line++) if (lines.Contains(line)) return true;
        return tree.Ancestors(node).FirstOrDefault(a => a is Statement and not BlockStatement) is { } statement && lines.Contains(tree.Line(statement.Start));
    }

    public void Replace(Node node, string kind, double prior, string text, string? what = null) => Replace(node.Start, node.End, kind, prior, text, what);

    public void Replace(int start, int end, string kind, double prior, string text, string? what = null) =>
        Add(start, kind, prior, what ?? $"{Short(text)} instead of {Short(tree.Text[start..end])}", (start, end, text));

    public void Insert(int at, string kind, double prior, string text, string? what = null) => Add(at, kind, prior, what ?? $"with {Short(text)}", (at, at, text));

    public void Swap(Node left, Node right, string kind, double prior)
    {
        var (first, second) = (tree.TextOf(left), tree.TextOf(right));
        if (first == second || left.End > right.Start) return;
        Add(left.Start, kind, prior, $"{Short(first)} and {Short(second)} swapped", (left.Start, left.End, second), (right.Start, right.End, first));
    }

    public void Add(int place, string kind, double prior, string what, params (int Start, int End, string Text)[] changes)
    {
        if (prior < 0.02 || changes.All(c => tree.Text.AsSpan(c.Start, c.End - c.Start).SequenceEqual(c.Text))) return;
        _found.Add(new Edit(path, tree.Line(place), kind, Math.Round(prior, 4), what, [.. changes.Select(c => new TextChange(_offsets[c.Start], _offsets[c.End], c.Text))]));
    }

    /// <summary>A text as JavaScript writes it, whatever is in it.</summary>
    public static string Literal(string text) => "'" + JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text).Replace("\\\"", "\"", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";

    public static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 60 ? line : line[..57] + "...";
    }
}
