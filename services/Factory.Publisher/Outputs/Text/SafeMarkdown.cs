using System.Text;
using System.Text.RegularExpressions;
using Factory.Workspaces.Scanning;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Factory.Publisher.Outputs.Text;

/// <summary>
/// Makes Markdown of people, repositories and models fit for publishing: it may look as it likes and does nothing. Nobody is told by a mention, no image is
/// fetched, links lead to known hosts only, no HTML and nothing hidden is in it, it closes no issue and gives no bot an order. Fenced code stays as it is.
/// </summary>
internal static partial class SafeMarkdown
{
    private const string Apart = "&#8203;";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePreciseSourceLocation().Build();

    /// <exception cref="OutputNotAllowed">It holds what looks like a secret.</exception>
    public static string Of(string text, TextRules rules)
    {
        if (SecretScan.In(text).FirstOrDefault() is { } secret)
            throw new OutputNotAllowed($"The text holds what looks like {secret}: it is not published.");
        var seen = Cut(HiddenCharacters.Without(text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')), rules);
        if (Parsed(seen) is not { } document)
            return Verbatim(seen);
        var edits = new Edits(seen);
        foreach (var span in Fences(document))
            edits.Protect(span);
        Links(document, seen, rules, edits);
        return Words(edits.Apply(), rules) + Closed(document);
    }

    /// <summary>Null for what is nested deeper than any person writes.</summary>
    private static MarkdownDocument? Parsed(string text)
    {
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string Verbatim(string text)
    {
        var fence = new string('`', Math.Max(3, Ticks().Matches(text).Select(ticks => ticks.Length).DefaultIfEmpty(0).Max() + 1));
        return $"{fence}\n{text.Replace("<!-- factory:", "<!-- factory :", StringComparison.OrdinalIgnoreCase)}\n{fence}";
    }

    private static string Cut(string text, TextRules rules)
    {
        if (text.Length <= rules.Longest)
            return text;
        var at = char.IsHighSurrogate(text[rules.Longest - 1]) ? rules.Longest - 1 : rules.Longest;
        var cut = text[..at];
        return $"{cut}{(Parsed(cut) is { } document ? Closed(document) : "")}\n\n… {text.Length - at:N0} characters are left out{(rules.Whole is { } whole ? $": {whole}" : "")}.";
    }

    /// <summary>What ends a block of code that the text leaves open: what is written below is no part of it.</summary>
    private static string Closed(MarkdownDocument document) =>
        document.LastChild is FencedCodeBlock { ClosingFencedCharCount: 0 } open ? "\n" + new string(open.FencedChar, Math.Max(3, open.OpeningFencedCharCount)) : "";

    private static IEnumerable<SourceSpan> Fences(MarkdownDocument document) => document.Descendants<CodeBlock>().Select(code => code.Span);

    private static void Links(MarkdownDocument document, string text, TextRules rules, Edits edits)
    {
        foreach (var link in document.Descendants<LinkInline>())
        {
            var words = Plain(link);
            var address = link.Url ?? "";
            var shown = words.Length == 0 || words == address ? Code(address) : $"{words} ({Code(address)})";
            edits.Replace(link.Span, !link.IsImage && IsAllowed(address, rules) ? $"[{(words.Length == 0 ? Escaped(address) : words)}]({Destination(address)})" : shown);
        }

        foreach (var link in document.Descendants<AutolinkInline>())
            edits.Replace(link.Span, !link.IsEmail && IsAllowed(link.Url, rules) ? link.Url : Code(link.Url));

        // A definition is not seen: what it defines was written out above.
        foreach (var definition in document.Descendants<LinkReferenceDefinition>().Where(definition => definition.Span.Length > 0 && definition.Span.End < text.Length))
            edits.Replace(definition.Span, "");
        foreach (var code in document.Descendants<CodeInline>().Where(code => !IsInTable(text, code.Span)))
            edits.Keep(code.Span);
    }

    /// <summary>GitHub splits rows of tables before it looks for code.</summary>
    private static bool IsInTable(string text, SourceSpan span)
    {
        var from = text.LastIndexOf('\n', Math.Max(0, span.Start - 1)) + 1;
        var to = text.IndexOf('\n', Math.Min(text.Length - 1, span.End));
        return text.AsSpan(from, (to < 0 ? text.Length : to) - from).Contains('|');
    }

    private static string Plain(ContainerInline link)
    {
        var words = new StringBuilder();
        foreach (var part in link.Descendants())
        {
            words.Append(part switch
            {
                LiteralInline literal => Escaped(literal.Content.ToString()),
                CodeInline code => Code(code.Content),
                LineBreakInline => " ",
                HtmlEntityInline entity => Escaped(entity.Transcoded.ToString()),
                _ => "",
            });
        }

        return words.ToString();
    }

    private static bool IsAllowed(string address, TextRules rules) =>
        address.Length > 0 && (Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? Uri.TryCreate(address, UriKind.Absolute, out var web) && web.UserInfo.Length == 0 && rules.Links.Contains(web.Authority)
            : address[0] == '#' || (Relative().IsMatch(address) && !address.StartsWith("//", StringComparison.Ordinal)));

    private static string Destination(string address) => $"<{address.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)}>";

    private static string Escaped(string text) => Special().Replace(text, "\\$0").Replace("@", $"@{Apart}", StringComparison.Ordinal).Replace("#", $"#{Apart}", StringComparison.Ordinal);

    /// <summary>As inline code, whatever is in it.</summary>
    private static string Code(string text)
    {
        var line = text.Replace('\n', ' ').Replace('|', '¦').Trim();
        if (line.Length == 0)
            return "";
        var fence = new string('`', Ticks().Matches(line).Select(ticks => ticks.Length).DefaultIfEmpty(0).Max() + 1);
        return line[0] == '`' || line[^1] == '`' ? $"{fence} {line} {fence}" : $"{fence}{line}{fence}";
    }

    /// <summary>What GitHub and its bots read out of plain text.</summary>
    private static string Words(IReadOnlyList<(string Text, Part Part)> parts, TextRules rules)
    {
        var safe = new StringBuilder();
        foreach (var (text, part) in parts)
        {
            safe.Append(part switch
            {
                Part.Fence => text.Replace("<!-- factory:", "<!-- factory :", StringComparison.OrdinalIgnoreCase),
                Part.Code => Mention().Replace(text, match => Allowed(match, rules) ? match.Value : match.Value.Replace("@", "@\u200B", StringComparison.Ordinal)),
                Part.Link => text,
                _ => Plain(text, rules),
            });
        }

        return safe.ToString();
    }

    private static string Plain(string text, TextRules rules)
    {
        text = Entity().Replace(text, "&amp;");
        text = Tag().Replace(text, match => Harmless().IsMatch(match.Value) ? match.Value : match.Value.Replace("<", "&lt;", StringComparison.Ordinal));
        text = Bare().Replace(text, match => IsAllowed(match.Value.Contains("://", StringComparison.Ordinal) ? match.Value : $"https://{match.Value}", rules) ? match.Value : Code(match.Value));
        text = Mention().Replace(text, match => Allowed(match, rules) ? match.Value : match.Value.Replace("@", $"@{Apart}", StringComparison.Ordinal));
        text = Closing().Replace(text, match => $"{match.Groups["verb"].Value}{Apart}{match.Groups["rest"].Value}");
        return Order().Replace(text, "\\/");
    }

    private static bool Allowed(Match mention, TextRules rules) => rules.Mentions.Contains(mention.Groups["name"].Value);

    private enum Part
    {
        Text,
        Link,
        Code,
        Fence,
    }

    /// <summary>Edits by place in the text as it was parsed; what lies within another is part of that.</summary>
    private sealed class Edits(string text)
    {
        private readonly List<(int From, int To, string? With, Part Part)> _edits = [];

        public void Protect(SourceSpan span) => Add(span, null, Part.Fence);

        public void Keep(SourceSpan span) => Add(span, null, Part.Code);

        public void Replace(SourceSpan span, string with) => Add(span, with, Part.Link);

        public List<(string Text, Part Part)> Apply()
        {
            var parts = new List<(string, Part)>();
            var at = 0;
            foreach (var (from, to, with, part) in _edits.OrderBy(edit => edit.From).ThenByDescending(edit => edit.To))
            {
                if (from < at)
                    continue;
                parts.Add((text[at..from], Part.Text));
                parts.Add((with ?? text[from..to], part));
                at = to;
            }

            parts.Add((text[at..], Part.Text));
            return parts;
        }

        private void Add(SourceSpan span, string? with, Part part)
        {
            if (!span.IsEmpty && span.Start >= 0 && span.End < text.Length)
                _edits.Add((span.Start, span.End + 1, with, part));
        }
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9])@(?<name>[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:/[A-Za-z0-9._-]{1,100})?)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mention();

    [GeneratedRegex(@"<(?=[A-Za-z/!?])[^>]*>?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A</?(?:details|summary|br|sub|sup|b|i|em|strong|kbd|code)\s*/?>\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>""'`|]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Bare();

    [GeneratedRegex(@"\b(?<verb>close[sd]?|fix(?:e[sd])?|resolve[sd]?)(?<rest>\s*:?\s+(?:\#|GH-|[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\#|https?://)[^\s]*)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Closing();

    [GeneratedRegex(@"(?<=(?:\A|\n)[ \t>*-]*)/(?=[a-z])", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"\A[A-Za-z0-9._/-][A-Za-z0-9._/%-]*(?:\#[A-Za-z0-9._-]*)?\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Relative();

    [GeneratedRegex(@"[\\`*_\[\]<>&|~]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Special();

    [GeneratedRegex(@"&(?=\#|commat;|num;|sol;|lt;!)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Entity();

    [GeneratedRegex("`+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ticks();
}
