using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using Factory.Outbound.Hosts;

namespace Factory.Outbound.Reading;

/// <summary>Writes nodes as text. It walks instead of calling itself: a page may be nested a hundred thousand deep.</summary>
internal sealed class HtmlWriter(Uri page, HostRules rules)
{
    private const int MostLinks = 300;

    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal)
    {
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "video", "audio", "form", "button", "select", "nav", "footer", "head",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "p", "div", "section", "article", "main", "header", "aside", "ul", "ol", "dl", "dt", "dd", "table", "blockquote", "figure", "figcaption", "details", "summary", "address", "hr", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr",
    };

    private readonly StringBuilder _text = new();
    private int _lists;
    private int _preformatted;
    private int _cells;
    private int _opened = -1;
    private int _links;

    public void Line(string text) => _text.Append(text).Append('\n');

    public void Write(INode root)
    {
        var node = root;
        while (true)
        {
            var enters = Enter(node);
            if (enters && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            if (enters)
                Leave(node);
            while (node != root && node.NextSibling is null)
            {
                node = node.Parent!;
                Leave(node);
            }

            if (node == root)
                return;
            node = node.NextSibling!;
        }
    }

    public override string ToString() => _text.ToString().Trim('\n', ' ') + "\n";

    /// <returns>Whether what is inside is written, too.</returns>
    private bool Enter(INode node)
    {
        if (node is IText text)
            Add(text.Data);
        if (node is not IElement element)
            return node is IDocument or IDocumentFragment;
        if (LeftOut.Contains(element.LocalName) || IsHidden(element))
            return false;
        if (Blocks.Contains(element.LocalName))
            Break(element.LocalName is "li" or "tr" or "dt" or "dd" ? 1 : 2);
        _text.Append(element.LocalName switch
        {
            ['h', >= '1' and <= '6' and var level] => new string('#', level - '0') + " ",
            "li" => new string(' ', 2 * Math.Clamp(_lists - 1, 0, 8)) + "- ",
            "pre" => "```\n",
            "code" when _preformatted == 0 => "`",
            "hr" => "---",
            "br" => "\n",
            "img" when element.GetAttribute("alt") is { Length: > 0 } words => $"[image: {Spaces.Collapse(words)}]",
            _ => "",
        });
        Count(element, 1);
        if (element.LocalName is "li" or "pre" or ['h', >= '1' and <= '6'])
            _opened = _text.Length;
        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement element)
            return;
        Count(element, -1);
        switch (element.LocalName)
        {
            case "pre":
                Break(1);
                _text.Append("```\n");
                break;
            case "code" when _preformatted == 0:
                _text.Append('`');
                break;
            case "td" or "th" when element.NextElementSibling is not null:
                _text.Append(" | ");
                break;
            case "a" when Link(element) is { } link:
                _text.Append(CultureInfo.InvariantCulture, $" <{link}>");
                break;
        }

        if (Blocks.Contains(element.LocalName))
            Break(element.LocalName is "li" or "tr" or "dt" or "dd" ? 1 : 2);
    }

    private void Count(IElement element, int by)
    {
        if (element.LocalName is "ul" or "ol")
            _lists += by;
        if (element.LocalName == "pre")
            _preformatted += by;
        if (element.LocalName is "td" or "th")
            _cells += by;
    }

    private void Add(string text)
    {
        if (_preformatted > 0)
        {
            _text.Append(text);
            return;
        }

        var words = Spaces.Collapse(text);
        _text.Append(words.StartsWith(' ') && (_text.Length == 0 || char.IsWhiteSpace(_text[^1])) ? words[1..] : words);
    }

    /// <summary>At least so many line ends, unless nothing stands there yet: a paragraph that begins an item goes on behind its dash, and one in a cell stays in its row.</summary>
    private void Break(int lines)
    {
        if (_text.Length == _opened || _cells > 0)
            return;
        while (_text.Length > 0 && _text[^1] == ' ')
            _text.Length--;
        if (_text.Length == 0)
            return;
        for (var has = 0; has < lines; has++)
        {
            if (_text.Length <= has || _text[^(has + 1)] != '\n')
                _text.Insert(_text.Length - has, '\n');
        }
    }

    /// <summary>What no person sees is the first place for words to a model.</summary>
    private static bool IsHidden(IElement element)
    {
        var style = element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        return element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true"
            || style.Contains("display:none", StringComparison.OrdinalIgnoreCase) || style.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Where it leads, if that may be fetched and is another page.</summary>
    private string? Link(IElement element)
    {
        if (_links >= MostLinks || element.GetAttribute("href") is not { } href || href.StartsWith('#') || !Uri.TryCreate(page, href, out var to))
            return null;
        try
        {
            var link = Target.Of(to.AbsoluteUri, rules, Target.LongestOfModel).Url;
            _links++;
            return link.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);
        }
        catch (OutboundRefused)
        {
            return null;
        }
    }
}
