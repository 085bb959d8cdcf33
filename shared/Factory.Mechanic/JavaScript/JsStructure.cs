namespace Factory.Mechanic.JavaScript;

/// <summary>How tokens nest and what names are in scope: as much of a syntax tree as edits need.</summary>
internal sealed class JsStructure
{
    private readonly Dictionary<int, int> _close = [];
    private readonly Dictionary<int, int> _open = [];
    private readonly int[] _parent;
    private readonly Dictionary<int, HashSet<string>> _declared = [];
    private readonly Dictionary<string, HashSet<string>> _properties = new(StringComparer.Ordinal);
    private readonly HashSet<int> _declarations = [];
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);

    private JsStructure(IReadOnlyList<JsToken> tokens)
    {
        Tokens = tokens;
        _parent = new int[tokens.Count];
    }

    public IReadOnlyList<JsToken> Tokens { get; }

    /// <summary>Null where brackets do not match.</summary>
    public static JsStructure? Of(IReadOnlyList<JsToken> tokens)
    {
        var structure = new JsStructure(tokens);
        if (!structure.Match()) return null;
        structure.Declare();
        return structure;
    }

    public JsToken Before(int i) => i > 0 ? Tokens[i - 1] : default;

    public JsToken After(int i) => i + 1 < Tokens.Count ? Tokens[i + 1] : default;

    /// <summary>The token that closes what opens here.</summary>
    public int? Close(int open) => _close.TryGetValue(open, out var close) ? close : null;

    public IEnumerable<JsToken> Range(int first, int last) => Tokens.Skip(first).Take(last - first + 1);

    /// <summary>Whether an operand ends before this token, so that it is a binary operator, a call or an index.</summary>
    public bool IsBinary(int i) => i > 0 && i + 1 < Tokens.Count && Tokens[i - 1].EndsOperand && !(Tokens[i - 1].Is(")") && _open.TryGetValue(i - 1, out var open) && IsConditionOf(open));

    public bool IsCall(int i) => Tokens[i].Is("(") && i > 0 && (Tokens[i - 1].Kind == JsTokenKind.Identifier || Tokens[i - 1].Is(")") || Tokens[i - 1].Is("]")) && IsBinary(i) && !IsDeclaration(i);

    public bool IsCalled(int i) => After(i).Is("(");

    public bool IsFunction(string name) => _called.Contains(name);

    public bool IsDeclared(int i) => _declarations.Contains(i);

    /// <summary>A key of an object, a label, or a method's name.</summary>
    public bool IsKey(int i) => (After(i).Is(":") && (Before(i).Is("{") || Before(i).Is(",") || Before(i).Is(";"))) || (After(i).Is("(") && Close(i + 1) is { } close && After(close).Is("{") && !Before(i).Is("=") && !Before(i).Is("return"));

    public bool IsRequire(int i) => i >= 2 && Tokens[i - 1].Is("(") && Tokens[i - 2].Text is "require" or "import";

    /// <summary>An operator that binds tighter than addition, or goes on with the operand itself.</summary>
    public bool BindsTighter(int i) => i < Tokens.Count && Tokens[i].Kind == JsTokenKind.Punctuator && Tokens[i].Text is "*" or "/" or "%" or "**" or "." or "?." or "(" or "[" or "++" or "--";

    /// <summary>Last token of a simple operand (name, member chain with calls and indices, literal) that starts here; null for anything else.</summary>
    public int? EndOfSimple(int i)
    {
        if (i >= Tokens.Count || Tokens[i] is not { Kind: JsTokenKind.Identifier or JsTokenKind.Number or JsTokenKind.Text } && !Tokens[i].Is("this")) return null;
        var end = i;
        while (end + 1 < Tokens.Count)
        {
            var next = Tokens[end + 1];
            if ((next.Is(".") || next.Is("?.")) && end + 2 < Tokens.Count && Tokens[end + 2].Kind == JsTokenKind.Identifier) end += 2;
            else if ((next.Is("(") || next.Is("[")) && next.Line == Tokens[end].Line && Close(end + 1) is { } close) end = close;
            else break;
        }

        return After(end).Is("=>") ? null : end;
    }

    /// <summary>First token of a simple operand that ends here.</summary>
    public int? StartOfSimple(int i)
    {
        var start = i;
        while (start >= 0)
        {
            if (Tokens[start].Is(")") || Tokens[start].Is("]"))
            {
                if (!_open.TryGetValue(start, out var open) || open == 0 || !Tokens[open - 1].EndsOperand) return null;
                start = open - 1;
                continue;
            }

            if (start >= 2 && Tokens[start].Kind == JsTokenKind.Identifier && (Tokens[start - 1].Is(".") || Tokens[start - 1].Is("?."))) start -= 2;
            else break;
        }

        return start >= 0 && EndOfSimple(start) == i ? start : null;
    }

    /// <summary>The arguments between parentheses, as first and last tokens.</summary>
    public IReadOnlyList<(int First, int Last)> Arguments(int open)
    {
        var arguments = new List<(int, int)>();
        if (Close(open) is not { } close || close == open + 1) return arguments;
        var first = open + 1;
        for (var i = first; i <= close; i++)
        {
            if (i < close && Close(i) is { } inner) i = inner;
            else if (i == close || Tokens[i].Is(","))
            {
                if (first < i) arguments.Add((first, i - 1));
                first = i + 1;
            }
        }

        return arguments;
    }

    /// <summary>Where the left side of a logical operator starts: after a parenthesis, a return, or an operator of the same or a lower rank.</summary>
    public int? StartOfCondition(int i)
    {
        for (var at = i - 1; at >= 0; at--)
        {
            if (_open.TryGetValue(at, out var open)) at = open;
            else if (Tokens[at].Is("(") || Tokens[at].Is("return") || Tokens[at].Is("=") || Tokens[at].Is("=>") || Tokens[at].Is("||") || (Tokens[at].Is("&&") && Tokens[i].Is("&&"))) return at + 1;
            else if (Tokens[at].Is("?") || Tokens[at].Is(",") || Tokens[at].Is(";") || Tokens[at].Is("{") || Tokens[at].Is("&&")) return null;
        }

        return null;
    }

    /// <summary>Where the right side of a logical operator ends.</summary>
    public int? EndOfCondition(int i)
    {
        for (var at = i + 1; at < Tokens.Count; at++)
        {
            if (Close(at) is { } close) at = close;
            else if (Tokens[at].Is(")") || Tokens[at].Is(";") || Tokens[at].Is("||") || (Tokens[at].Is("&&") && Tokens[i].Is("&&"))) return at - 1;
            else if (Tokens[at].Is("?") || Tokens[at].Is(",") || Tokens[at].Is("&&") || Tokens[at].Is("}")) return null;
        }

        return null;
    }

    /// <summary>Line of the token that begins the statement, roughly: the one after the last semicolon, brace or parenthesis that is still open.</summary>
    public int StatementLine(int i)
    {
        var at = i;
        while (at > 0 && !Tokens[at - 1].Is(";") && !Tokens[at - 1].Is("{") && !Tokens[at - 1].Is("}")) at--;
        return Tokens[at].Line;
    }

    /// <summary>Names that were declared in the functions and blocks around a token, the nearest first.</summary>
    public IEnumerable<string> InScope(int i)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var scope = _parent[i]; ; scope = _parent[scope])
        {
            foreach (var name in _declared.GetValueOrDefault(scope) ?? [])
            {
                if (seen.Add(name)) yield return name;
            }

            if (scope < 0) yield break;
        }
    }

    public IEnumerable<string> PropertiesOf(string owner) => _properties.TryGetValue(owner, out var known) ? known : [];

    /// <summary>Whether the function around a token is asynchronous, roughly: one of the braces around it follows an async head.</summary>
    public bool InAsync(int i)
    {
        for (var scope = _parent[i]; scope >= 0; scope = _parent[scope])
        {
            for (var at = scope - 1; at >= 0 && at > scope - 40 && !Tokens[at].Is(";") && !Tokens[at].Is("{") && !Tokens[at].Is("}"); at--)
            {
                if (Tokens[at].Is("async")) return true;
            }
        }

        return false;
    }

    private bool IsConditionOf(int open) => open > 0 && Tokens[open - 1].Kind == JsTokenKind.Keyword && Tokens[open - 1].Text is "if" or "while" or "for" or "with" or "switch" or "catch";

    private bool IsDeclaration(int open) => Close(open) is { } close && After(close).Is("{") && open >= 2 && !Tokens[open - 2].Is("=") && !Tokens[open - 2].Is("return") && !Tokens[open - 2].Is(".");

    private bool Match()
    {
        var open = new Stack<int>();
        for (var i = 0; i < Tokens.Count; i++)
        {
            _parent[i] = open.Count > 0 ? open.Peek() : -1;
            var token = Tokens[i];
            if (token.Kind != JsTokenKind.Punctuator && token.Kind != JsTokenKind.Template) continue;
            var closes = token.Text is ")" or "]" or "}" || (token.Text[0] == '}' && token.Text.Length > 1);
            if (closes)
            {
                if (!open.TryPop(out var start)) return false;
                _close[start] = i;
                _open[i] = start;
                _parent[i] = open.Count > 0 ? open.Peek() : -1;
            }

            if (token.Text is "(" or "[" or "{" || token.Text.EndsWith("${", StringComparison.Ordinal)) open.Push(i);
        }

        return open.Count == 0;
    }

    private void Declare()
    {
        for (var i = 0; i < Tokens.Count; i++)
        {
            if (Tokens[i].Kind == JsTokenKind.Identifier && IsCalled(i) && !Before(i).Is(".")) _called.Add(Tokens[i].Text);
            if (Tokens[i].Kind == JsTokenKind.Identifier && i >= 2 && (Before(i).Is(".") || Before(i).Is("?."))) Known(Tokens[i - 2].Text).Add(Tokens[i].Text);
            if (Tokens[i] is { Kind: JsTokenKind.Keyword, Text: "const" or "let" or "var" }) Variables(i);
            else if (Tokens[i].Is("function") && After(i).Kind == JsTokenKind.Identifier) Add(_parent[i], i + 1);
            else if (Tokens[i].Is("class") && After(i).Kind == JsTokenKind.Identifier) Add(_parent[i], i + 1);
            if (Tokens[i].Is("(") && Close(i) is { } close) Parameters(i, close);
            else if (Tokens[i].Kind == JsTokenKind.Identifier && After(i).Is("=>")) Add(i + 2 < Tokens.Count && Tokens[i + 2].Is("{") ? i + 2 : _parent[i], i);
        }
    }

    private void Variables(int i)
    {
        // Names up to the initialiser; of a pattern, all names that are not keys.
        for (var at = i + 1; at < Tokens.Count; at++)
        {
            if (Tokens[at].Kind == JsTokenKind.Identifier && !After(at).Is(":")) Add(_parent[i], at);
            if (Tokens[at].Is("=") || Tokens[at].Is(";") || Tokens[at].Is("of") || Tokens[at].Is("in") || Tokens[at].Is(")")) break;
        }
    }

    private void Parameters(int open, int close)
    {
        var body = After(close).Is("{") ? close + 1 : After(close).Is("=>") ? (close + 2 < Tokens.Count && Tokens[close + 2].Is("{") ? close + 2 : _parent[open]) : (int?)null;
        if (body is null || IsConditionOf(open)) return;
        foreach (var (first, _) in Arguments(open))
        {
            if (Tokens[first].Kind == JsTokenKind.Identifier) Add(body.Value, first);
            else if (Tokens[first].Is("{") && Close(first) is { } end) Pattern(first, end, body.Value);
        }
    }

    private void Pattern(int first, int last, int scope)
    {
        for (var at = first; at < last; at++)
        {
            if (Tokens[at].Kind == JsTokenKind.Identifier && !After(at).Is(":") && !Before(at).Is("=")) Add(scope, at);
        }
    }

    private void Add(int scope, int name)
    {
        if (!_declared.TryGetValue(scope, out var names)) _declared[scope] = names = new HashSet<string>(StringComparer.Ordinal);
        names.Add(Tokens[name].Text);
        _declarations.Add(name);
    }

    private HashSet<string> Known(string owner)
    {
        if (!_properties.TryGetValue(owner, out var known)) _properties[owner] = known = new HashSet<string>(StringComparer.Ordinal);
        return known;
    }
}
