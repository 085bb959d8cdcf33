using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Factory.Publisher.Slack;

/// <summary>
/// Markdown as Slack's mrkdwn, see docs.slack.dev/messaging/formatting-message-text. What is text is escaped, so that nothing in it mentions anybody or
/// leads anywhere; links are made of web addresses alone.
/// </summary>
internal sealed class SlackMarkup
{
    private const int MostCharacters = 100_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    private readonly StringBuilder _text = new();

    public static string Of(string markdown)
    {
        var read = markdown.Length <= MostCharacters ? markdown : markdown[..MostCharacters];
        try
        {
            var markup = new SlackMarkup();
            markup.Blocks(Markdown.Parse(read, Pipeline), "");
            return markup._text.ToString().Trim('\n');
        }
        catch (ArgumentException)
        {
            // Nested deeper than anybody reads.
            return Escaped(read);
        }
    }

    /// <summary>The three characters that mean something to Slack.</summary>
    public static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A link, or the label alone where the address is none of the web.</summary>
    public static string Link(string? address, string label) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? $"<{Escaped(url.AbsoluteUri.Replace("|", "%7C", StringComparison.Ordinal))}|{label.Replace('|', '/').ReplaceLineEndings(" ")}>"
            : label;

    private void Blocks(ContainerBlock blocks, string indent)
    {
        foreach (var block in blocks)
            Block(block, indent);
    }

    private void Block(Block block, string indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Line(indent, $"*{Inlines(heading.Inline).Replace("*", "", StringComparison.Ordinal)}*");
                break;
            case ParagraphBlock paragraph:
                Line(indent, Inlines(paragraph.Inline));
                break;
            case QuoteBlock quote:
                Blocks(quote, $"{indent}> ");
                break;
            case ListBlock list:
                Items(list, indent);
                break;
            case CodeBlock code:
                _text.Append($"{indent}```\n{Escaped(code.Lines.ToString()).Replace("```", "'''", StringComparison.Ordinal)}\n```\n");
                break;
            case ContainerBlock container:
                Blocks(container, indent);
                break;
            case LeafBlock leaf:
                Line(indent, leaf.Inline is null ? Escaped(leaf.Lines.ToString()) : Inlines(leaf.Inline));
                break;
            default:
                break;
        }
    }

    private void Items(ListBlock list, string indent)
    {
        var number = int.TryParse(list.OrderedStart, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var at = _text.Length;
            Blocks(item, $"{indent}   ");
            var mark = list.IsOrdered ? $"{number++}. " : "• ";
            if (_text.Length > at + indent.Length + 3)
                _text.Remove(at + indent.Length, 3).Insert(at + indent.Length, mark);
        }

        _text.Append('\n');
    }

    private void Line(string indent, string text) => _text.Append(indent).AppendJoin($"\n{indent}", text.Split('\n')).Append(indent.Contains("   ", StringComparison.Ordinal) ? "\n" : "\n\n");

    private static string Inlines(ContainerInline? inlines) => inlines is null ? "" : string.Concat(inlines.Select(Inline));

    private static string Inline(Inline inline) => inline switch
    {
        LiteralInline literal => Escaped(literal.Content.ToString()),
        CodeInline code => $"`{Escaped(code.Content).Replace('`', '\'')}`",
        EmphasisInline { DelimiterCount: >= 2 } strong => $"*{Inlines(strong)}*",
        EmphasisInline emphasis => $"_{Inlines(emphasis)}_",
        LinkInline link => Link(link.Url, Inlines(link) is { Length: > 0 } label ? label : Escaped(link.Url ?? "")),
        AutolinkInline link => Link(link.Url, Escaped(link.Url)),
        LineBreakInline => "\n",
        HtmlEntityInline entity => Escaped(entity.Transcoded.ToString()),
        ContainerInline container => Inlines(container),
        _ => Escaped(inline.ToString() ?? ""),
    };
}
