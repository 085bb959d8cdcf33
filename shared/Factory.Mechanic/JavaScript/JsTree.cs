using System.Text;
using Acornima;
using Acornima.Ast;

namespace Factory.Mechanic.JavaScript;

/// <summary>A file's syntax tree with what edits ask of it: parents, the text and line of a node, where an operator stands between its operands.</summary>
internal sealed class JsTree
{
    private readonly List<(int Start, int End)> _tokens;
    private readonly List<int> _lines = [0];
    private readonly Dictionary<Node, Node> _parents = new(ReferenceEqualityComparer.Instance);

    private JsTree(string text, Program root, List<(int, int)> tokens)
    {
        (Text, Root, _tokens) = (text, root, tokens);
        for (var i = 0; i < text.Length; i++) if (text[i] == '\n') _lines.Add(i + 1);
        Adopt(root);
        All = [.. Under(root)];
    }

    public string Text { get; }

    public Program Root { get; }

    /// <summary>Every node, an outer one before what is in it.</summary>
    public IReadOnlyList<Node> All { get; }

    /// <summary>Null where the file is not UTF-8, or no JavaScript.</summary>
    public static JsTree? Read(byte[] content)
    {
        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
            return Parse(text, module: true) ?? Parse(text, module: false);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    public static IEnumerable<Node> Under(Node node)
    {
        var open = new Stack<Node>([node]);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in next.ChildNodes.Reverse()) open.Push(child);
        }
    }

    public Node? Parent(Node node) => _parents.GetValueOrDefault(node);

    public IEnumerable<Node> Ancestors(Node node)
    {
        for (var parent = Parent(node); parent is not null; parent = Parent(parent)) yield return parent;
    }

    public string TextOf(Node node) => Text[node.Start..node.End];

    /// <summary>From 1.</summary>
    public int Line(int position)
    {
        var at = _lines.BinarySearch(position);
        return at >= 0 ? at + 1 : ~at;
    }

    /// <summary>Where the line of a position begins.</summary>
    public int LineStart(int position) => _lines[Line(position) - 1];

    /// <summary>The white space before a node that begins its line; null where something else stands there.</summary>
    public string? Indentation(Node node) => Text[LineStart(node.Start)..node.Start] is var white && string.IsNullOrWhiteSpace(white) ? white : null;

    public string NewLine => Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    /// <summary>The operator between two operands: the first token behind the left one that closes no parenthesis.</summary>
    public (int Start, int End)? Operator(Node left, Node right, string spelled)
    {
        for (var i = First(left.End); i < _tokens.Count && _tokens[i].Start < right.Start; i++)
        {
            if (Text.AsSpan(_tokens[i].Start, _tokens[i].End - _tokens[i].Start).SequenceEqual(spelled)) return _tokens[i];
        }

        return null;
    }

    /// <summary>The first token at or behind a position.</summary>
    public (int Start, int End)? Token(int position) => First(position) is var at && at < _tokens.Count ? _tokens[at] : null;

    /// <summary>The last token that ends at or before a position.</summary>
    public (int Start, int End)? TokenBefore(int position) => First(position) is var at && at > 0 ? _tokens[at - 1] : null;

    private int First(int position)
    {
        var at = _tokens.BinarySearch((position, 0), Comparer<(int Start, int End)>.Create((a, b) => a.Start.CompareTo(b.Start)));
        return at >= 0 ? at : ~at;
    }

    private void Adopt(Node node)
    {
        foreach (var parent in Under(node))
        {
            foreach (var child in parent.ChildNodes) _parents[child] = parent;
        }
    }

    private static JsTree? Parse(string text, bool module)
    {
        var tokens = new List<(int, int)>();
        var options = new ParserOptions
        {
            EcmaVersion = EcmaVersion.Latest,
            AllowReturnOutsideFunction = true,
            AllowAwaitOutsideFunction = module,
            AllowHashBang = true,
            OnToken = (in Token token) => tokens.Add((token.Start, token.End)),
        };
        try
        {
            var parser = new Parser(options);
            return new JsTree(text, module ? parser.ParseModule(text) : parser.ParseScript(text), tokens);
        }
        catch (ParseErrorException)
        {
            return null;
        }
        catch (InsufficientExecutionStackException)
        {
            return null;
        }
    }
}
