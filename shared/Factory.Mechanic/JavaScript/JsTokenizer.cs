namespace Factory.Mechanic.JavaScript;

/// <summary>
/// Splits JavaScript into tokens: strings, templates with their expressions, patterns (told from divisions by what stands before) and comments are
/// understood. What it does not understand (JSX, an open string) gives null, so that nothing is edited there.
/// </summary>
internal sealed class JsTokenizer
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "export", "extends", "false", "finally", "for", "function",
        "if", "import", "in", "instanceof", "let", "new", "null", "of", "return", "static", "super", "switch", "this", "throw", "true", "try", "typeof", "var", "void", "while",
        "with", "yield", "async",
    };

    private static readonly string[] Punctuators =
    [
        ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=",
        "&=", "|=", "^=", "<<", ">>", "**", "{", "}", "(", ")", "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".", "#", "@",
    ];

    private readonly string _text;
    private readonly List<JsToken> _tokens = [];
    private readonly Stack<bool> _parentheses = new();
    private readonly Stack<char> _braces = new();
    private bool _closedCondition;
    private int _at;
    private int _line = 1;

    private JsTokenizer(string text) => _text = text;

    /// <summary>All tokens, or null where the text is not plain JavaScript.</summary>
    public static IReadOnlyList<JsToken>? Read(string text)
    {
        var tokenizer = new JsTokenizer(text);
        return tokenizer.Run() ? tokenizer._tokens : null;
    }

    private bool Run()
    {
        if (_text.StartsWith('\ufeff')) _at = 1;
        if (_text.AsSpan(_at).StartsWith("#!")) SkipLine();
        while (_at < _text.Length)
        {
            if (!Next()) return false;
        }

        return _braces.Count == 0 && _parentheses.Count == 0;
    }

    private bool Next()
    {
        var c = _text[_at];
        if (c == '\n') _line++;
        if (char.IsWhiteSpace(c) || c == '\u200b')
        {
            _at++;
            return true;
        }

        if (At("//")) return SkipLine();
        if (At("/*")) return SkipComment();
        if (char.IsLetter(c) || c is '_' or '$' or '\\' || char.IsSurrogate(c)) return Word();
        if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at + 1]))) return Number();
        if (c is '"' or '\'') return Text(c);
        if (c == '`') return Template(_at, _line, ++_at);
        if (c == '/' && PatternMayStart()) return Pattern();
        if (c == '<' && JsxMayStart()) return false;
        return Punctuator(c);
    }

    private bool At(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private bool SkipLine()
    {
        while (_at < _text.Length && _text[_at] != '\n') _at++;
        return true;
    }

    private bool SkipComment()
    {
        var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0) return false;
        _line += _text.AsSpan(_at, end - _at).Count('\n');
        _at = end + 2;
        return true;
    }

    private bool Word()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '$' or '\\' || char.IsSurrogate(_text[_at]))) _at++;
        var word = _text[start.._at];
        var property = _tokens.Count > 0 && _tokens[^1].Kind == JsTokenKind.Punctuator && _tokens[^1].Text is "." or "?.";
        return Add(Keywords.Contains(word) && !property ? JsTokenKind.Keyword : JsTokenKind.Identifier, start, _line);
    }

    private bool Number()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '.' or '_' || (_text[_at] is '+' or '-' && IsExponent(start)))) _at++;
        return Add(JsTokenKind.Number, start, _line);
    }

    private bool IsExponent(int start) => _text[_at - 1] is 'e' or 'E' && !_text.AsSpan(start).StartsWith("0x", StringComparison.OrdinalIgnoreCase);

    private bool Text(char quote)
    {
        var (start, line) = (_at, _line);
        for (_at++; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (_text[_at] == '\\') _at++;
            else if (_text[_at] == '\n') return false;
            if (_at < _text.Length && _text[_at] == '\n') _line++;
        }

        if (_at >= _text.Length) return false;
        _at++;
        return Add(JsTokenKind.Text, start, line);
    }

    // A template's pieces are tokens of their own; expressions between them are read like any code, up to their closing brace.
    private bool Template(int start, int line, int from)
    {
        _at = from;
        while (_at < _text.Length)
        {
            if (_text[_at] == '\\')
            {
                _at += 2;
                continue;
            }

            if (_text[_at] == '`')
            {
                _at++;
                return Add(JsTokenKind.Template, start, line);
            }

            if (At("${"))
            {
                _at += 2;
                _braces.Push('`');
                return Add(JsTokenKind.Punctuator, start, line);
            }

            if (_text[_at] == '\n') _line++;
            _at++;
        }

        return false;
    }

    private bool PatternMayStart() => _tokens.Count == 0 || !_tokens[^1].EndsOperand || (_tokens[^1].Is(")") && _closedCondition) || (_tokens[^1].Is("}") && BlockEnded());

    // After the brace of a block a slash starts a pattern; after that of an object it divides. Line breaks tell most of the time.
    private bool BlockEnded() => _tokens[^1].Line < _line;

    private bool JsxMayStart() => (_tokens.Count == 0 || !_tokens[^1].EndsOperand) && _at + 1 < _text.Length && (char.IsLetter(_text[_at + 1]) || _text[_at + 1] == '>');

    private bool Pattern()
    {
        var start = _at;
        var inClass = false;
        for (_at++; _at < _text.Length && (_text[_at] != '/' || inClass); _at++)
        {
            if (_text[_at] == '\\') _at++;
            else if (_text[_at] == '[') inClass = true;
            else if (_text[_at] == ']') inClass = false;
            else if (_text[_at] == '\n') return false;
        }

        if (_at >= _text.Length) return false;
        for (_at++; _at < _text.Length && char.IsAsciiLetter(_text[_at]);) _at++;
        return Add(JsTokenKind.Pattern, start, _line);
    }

    private bool Punctuator(char c)
    {
        if (c == '}' && _braces.TryPeek(out var brace) && brace == '`')
        {
            _braces.Pop();
            return Template(_at, _line, _at + 1);
        }

        var found = Array.Find(Punctuators, At);
        if (found is null || (found == "?." && _at + 2 < _text.Length && char.IsAsciiDigit(_text[_at + 2]))) found = found is null ? null : "?";
        if (found is null || !Nest(found)) return false;
        var start = _at;
        _at += found.Length;
        return Add(JsTokenKind.Punctuator, start, _line);
    }

    private bool Nest(string punctuator)
    {
        switch (punctuator)
        {
            case "(":
                _parentheses.Push(_tokens.Count > 0 && _tokens[^1].Kind == JsTokenKind.Keyword && _tokens[^1].Text is "if" or "while" or "for" or "with");
                break;
            case ")":
                if (!_parentheses.TryPop(out _closedCondition)) return false;
                break;
            case "{":
                _braces.Push('{');
                break;
            case "}":
                if (!_braces.TryPop(out _)) return false;
                break;
        }

        return true;
    }

    private bool Add(JsTokenKind kind, int start, int line)
    {
        _tokens.Add(new JsToken(kind, start, _at, line, _text[start.._at]));
        return true;
    }
}
