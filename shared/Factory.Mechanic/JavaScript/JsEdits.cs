using System.Globalization;
using System.Text;
using Factory.Mechanic.Editing;

namespace Factory.Mechanic.JavaScript;

/// <summary>Small edits of a JavaScript file, from its tokens and their nesting.</summary>
internal sealed class JsEdits
{
    private readonly string _path;
    private readonly string _text;
    private readonly JsStructure _code;
    private readonly IReadOnlySet<int>? _lines;
    private readonly ByteOffsets _offsets;
    private readonly List<Edit> _found = [];
    private readonly List<string> _numbers;
    private readonly List<string> _strings;

    private JsEdits(string path, string text, JsStructure code, IReadOnlySet<int>? lines)
    {
        (_path, _text, _code, _lines) = (path, text, code, lines);
        _offsets = new ByteOffsets(text);
        _numbers = [.. code.Tokens.Where(t => t.Kind == JsTokenKind.Number).Select(t => t.Text).Distinct(StringComparer.Ordinal).Take(12)];
        _strings = [.. code.Tokens.Where(t => t.Kind == JsTokenKind.Text && t.Text.Length is > 2 and < 30).Select(t => t.Text).Distinct(StringComparer.Ordinal).Take(40)];
    }

    /// <summary>Edits on the given lines (null: all); none where the file is not UTF-8 or not plain JavaScript.</summary>
    public static IReadOnlyList<Edit> Of(string path, byte[] content, IReadOnlySet<int>? lines)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return [];
        }

        if (JsTokenizer.Read(text) is not { } tokens || JsStructure.Of(tokens) is not { } code) return [];
        var edits = new JsEdits(path, text, code, lines);
        edits.Run();
        return edits._found;
    }

    private void Run()
    {
        for (var i = 0; i < _code.Tokens.Count; i++)
        {
            if (_lines is not null && !_lines.Contains(_code.Tokens[i].Line) && !_lines.Contains(_code.StatementLine(i))) continue;
            switch (_code.Tokens[i].Kind)
            {
                case JsTokenKind.Punctuator:
                    Punctuator(i, _code.Tokens[i]);
                    break;
                case JsTokenKind.Number:
                    Number(i, _code.Tokens[i]);
                    break;
                case JsTokenKind.Text:
                    Strings(i, _code.Tokens[i]);
                    break;
                case JsTokenKind.Keyword:
                    Keyword(i, _code.Tokens[i]);
                    break;
                case JsTokenKind.Identifier:
                    Name(i, _code.Tokens[i]);
                    break;
            }
        }
    }

    private void Punctuator(int i, JsToken token)
    {
        if (token.Text is "!" && !_code.IsBinary(i)) Replace(i, "negation", 0.6, "", "without !");
        if (token.Text is "++" or "--") Replace(i, "arithmetic", 0.5, token.Text == "++" ? "--" : "++");
        if (token.Text == "[" && _code.IsBinary(i)) Index(i);
        if (token.Text == "(" && _code.IsCall(i)) Arguments(i);
        if (!_code.IsBinary(i) || token.Text is "(" or "[") return;
        foreach (var (other, prior) in JsOperators.Swaps(token.Text)) Replace(i, JsOperators.Kind(token.Text), prior, other, $"{other} instead of {token.Text}");
        if (token.Text is "<" or "<=" or ">" or ">=" or "===" or "==") NudgeOperands(i);
        if (token.Text is "-" or "/" or "%" or "**") SwapOperands(i, 0.35);
        if (token.Text is "+" or "-" && _code.Tokens[i + 1] is { Kind: JsTokenKind.Number, Text: "1" } && !_code.BindsTighter(i + 2)) Delete(i, i + 1, "off-by-one", 0.5);
        if (token.Text is "&&" or "||") DropOperand(i);
    }

    private void Number(int i, JsToken token)
    {
        if (!long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || _code.IsKey(i)) return;
        Replace(i, "off-by-one", 0.5, (value + 1).ToString(CultureInfo.InvariantCulture));
        Replace(i, "off-by-one", 0.5, value > 0 ? (value - 1).ToString(CultureInfo.InvariantCulture) : _code.Before(i).Is("-") ? "(-1)" : "-1");
        foreach (var other in _numbers.Where(n => n != token.Text)) Replace(i, "constant", 0.12, other);
        if (value >= 10) Replace(i, "constant", 0.08, (value * 10).ToString(CultureInfo.InvariantCulture));
        if (value >= 10) Replace(i, "constant", 0.08, (value / 10).ToString(CultureInfo.InvariantCulture));
    }

    private void Strings(int i, JsToken token)
    {
        if (token.Text.Length is <= 2 or >= 30 || _code.Before(i).Kind == JsTokenKind.Keyword && _code.Before(i).Text is "import" or "from" || _code.IsRequire(i)) return;
        foreach (var other in _strings.Where(s => s != token.Text).OrderByDescending(s => Similarity.Of(s, token.Text)).Take(4)) Replace(i, "text", 0.12, other);
    }

    private void Keyword(int i, JsToken token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                Replace(i, "boolean", 0.6, token.Text == "true" ? "false" : "true");
                break;
            case "break" or "continue":
                Replace(i, "loop-control", 0.4, token.Text == "break" ? "continue" : "break");
                break;
            case "if" or "while" when _code.After(i).Is("(") && _code.Close(i + 1) is { } close && close > i + 2:
                Wrap(i + 2, close - 1, "negation", 0.4, "!(", ")");
                break;
            case "return" when _code.EndOfSimple(i + 1) is { } end:
                Wrap(i + 1, end, "negation", 0.2, "!", "");
                Wrap(i + 1, end, "off-by-one", 0.15, "", " + 1");
                Wrap(i + 1, end, "off-by-one", 0.15, "", " - 1");
                break;
            case "const" or "let" when _code.After(i).Is("{") is false:
                Await(i);
                break;
        }
    }

    private void Name(int i, JsToken token)
    {
        foreach (var other in JsOperators.Methods(token.Text)) if (_code.Before(i).Is(".") || _code.IsCalled(i)) Replace(i, "function", _code.IsCalled(i) ? 0.5 : 0.25, other);
        if (_code.Before(i).Is(".") || _code.Before(i).Is("?."))
        {
            Property(i, token);
            return;
        }

        if (_code.IsKey(i) || _code.IsDeclared(i)) return;
        var weight = _code.IsCalled(i) || _code.After(i).Is(".") ? 0.12 : 0.3;
        foreach (var other in _code.InScope(i).Where(n => n != token.Text && _code.IsFunction(n) == _code.IsCalled(i)).Take(20))
        {
            Replace(i, "variable", weight * (0.6 + (0.4 * Similarity.Of(other, token.Text))), other);
        }
    }

    private void Property(int i, JsToken token)
    {
        if (token.Text == "length" && !_code.After(i).Is("-") && !_code.After(i).Is("="))
        {
            Wrap(i, i, "off-by-one", 0.3, "", " - 1");
            Wrap(i, i, "off-by-one", 0.2, "", " + 1");
        }

        var owner = i >= 2 ? _code.Tokens[i - 2] : default;
        foreach (var other in _code.PropertiesOf(owner.Text).Where(p => p != token.Text).Take(12))
        {
            Replace(i, "attribute", (_code.IsCalled(i) ? 0.1 : 0.3) * (0.5 + (Similarity.Of(other, token.Text) / 2)), other);
        }
    }

    private void Index(int open)
    {
        if (_code.Close(open) is not { } close || close == open + 1 || _code.Tokens[open + 1].Kind is JsTokenKind.Text or JsTokenKind.Number) return;
        if (_code.Range(open + 1, close - 1).Any(t => t.Is("?") || t.Is("=") || t.Is(",") || t.Is("=>"))) return;
        Wrap(open + 1, close - 1, "off-by-one", 0.3, "", " - 1");
        Wrap(open + 1, close - 1, "off-by-one", 0.3, "", " + 1");
    }

    private void Arguments(int open)
    {
        var arguments = _code.Arguments(open);
        for (var a = 0; a + 1 < arguments.Count; a++)
        {
            var (left, right) = (arguments[a], arguments[a + 1]);
            if (_code.EndOfSimple(left.First) == left.Last && _code.EndOfSimple(right.First) == right.Last) Swap(left, right, "swapped-arguments", 0.4);
        }

        if (_code.Before(open).Text is not ("slice" or "substring" or "substr" or "at" or "charAt" or "splice" or "padStart" or "fill")) return;
        foreach (var argument in arguments.Where(a => _code.Tokens[a.First].Kind != JsTokenKind.Number && _code.EndOfSimple(a.First) == a.Last))
        {
            Wrap(argument.First, argument.Last, "off-by-one", 0.4, "", " - 1");
            Wrap(argument.First, argument.Last, "off-by-one", 0.4, "", " + 1");
        }
    }

    private void NudgeOperands(int i)
    {
        if (_code.EndOfSimple(i + 1) is { } end && _code.Tokens[i + 1].Kind == JsTokenKind.Identifier && !_code.BindsTighter(end + 1))
        {
            Wrap(i + 1, end, "off-by-one", 0.2, "", " - 1");
            Wrap(i + 1, end, "off-by-one", 0.2, "", " + 1");
        }
    }

    private void SwapOperands(int i, double prior)
    {
        if (_code.StartOfSimple(i - 1) is not { } start || _code.EndOfSimple(i + 1) is not { } end || _code.BindsTighter(end + 1) || (start > 0 && _code.IsBinary(start - 1) && _code.BindsTighter(start - 1))) return;
        Swap((start, i - 1), (i + 1, end), "swapped-operands", prior);
    }

    /// <summary>One side of a condition too many: only where it fills its parentheses, or ends with the statement.</summary>
    private void DropOperand(int i)
    {
        if (_code.StartOfCondition(i) is not { } start || _code.EndOfCondition(i) is not { } end) return;
        Delete(i, end, "dropped-condition", 0.2);
        Delete(start, i, "dropped-condition", 0.2);
    }

    private void Await(int i)
    {
        for (var at = i; at < _code.Tokens.Count && !_code.Tokens[at].Is(";") && _code.Tokens[at].Line == _code.Tokens[i].Line; at++)
        {
            if (_code.Tokens[at].Is("=") && _code.After(at).Kind == JsTokenKind.Identifier && _code.InAsync(i)) Insert(at + 1, "missing-await", 0.3, "await ");
        }
    }

    private void Replace(int i, string kind, double prior, string text, string? what = null)
    {
        var token = _code.Tokens[i];
        Add(token.Line, kind, prior, what ?? $"{text} instead of {token.Text}", new TextChange(_offsets[token.Start], _offsets[token.End], text));
    }

    private void Insert(int i, string kind, double prior, string text) =>
        Add(_code.Tokens[i].Line, kind, prior, $"with {text.Trim()}", new TextChange(_offsets[_code.Tokens[i].Start], _offsets[_code.Tokens[i].Start], text));

    private void Delete(int first, int last, string kind, double prior)
    {
        var (start, end) = (_code.Tokens[first].Start, _code.Tokens[last].End);
        var glue = start > 0 && char.IsWhiteSpace(_text[start - 1]) ? 1 : 0;
        Add(_code.Tokens[first].Line, kind, prior, $"without {Short(_text[start..end])}", new TextChange(_offsets[start - glue], _offsets[end], ""));
    }

    private void Wrap(int first, int last, string kind, double prior, string before, string after)
    {
        var (start, end) = (_code.Tokens[first].Start, _code.Tokens[last].End);
        var whole = before + _text[start..end] + after;
        Add(_code.Tokens[first].Line, kind, prior, $"{Short(whole)} instead of {Short(_text[start..end])}", new TextChange(_offsets[start], _offsets[end], whole));
    }

    private void Swap((int First, int Last) left, (int First, int Last) right, string kind, double prior)
    {
        var (a, b) = (Span(left), Span(right));
        var (first, second) = (_text[a.Start..a.End], _text[b.Start..b.End]);
        if (first == second) return;
        Add(
            _code.Tokens[left.First].Line, kind, prior, $"{Short(first)} and {Short(second)} swapped",
            new TextChange(_offsets[a.Start], _offsets[a.End], second), new TextChange(_offsets[b.Start], _offsets[b.End], first));
    }

    private (int Start, int End) Span((int First, int Last) tokens) => (_code.Tokens[tokens.First].Start, _code.Tokens[tokens.Last].End);

    private void Add(int line, string kind, double prior, string what, params TextChange[] changes) => _found.Add(new Edit(_path, line, kind, prior, what, changes));

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 60 ? line : line[..57] + "...";
    }
}
