using System.Text.Json.Nodes;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Factory.Publisher.Trackers;

/// <summary>Markdown as a document in Atlassian's format, see developer.atlassian.com/cloud/jira/platform/apis/document/structure.</summary>
internal static class JiraDocument
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static JsonObject Of(string markdown)
    {
        JsonArray content;
        try
        {
            content = Blocks(Markdown.Parse(markdown, Pipeline));
        }
        catch (ArgumentException)
        {
            // Nested deeper than anybody reads.
            content = [Paragraph([Text(markdown, [])])];
        }

        return new JsonObject { ["type"] = "doc", ["version"] = 1, ["content"] = content };
    }

    private static JsonArray Blocks(ContainerBlock blocks) => Filled(blocks.Select(Block).OfType<JsonObject>());

    private static JsonObject? Block(Block block) => block switch
    {
        HeadingBlock heading => new JsonObject { ["type"] = "heading", ["attrs"] = new JsonObject { ["level"] = heading.Level }, ["content"] = Inlines(heading.Inline) },
        QuoteBlock quote => new JsonObject { ["type"] = "blockquote", ["content"] = Filled(quote.Descendants<LeafBlock>().Select(Quoted)) },
        ListBlock list => new JsonObject { ["type"] = list.IsOrdered ? "orderedList" : "bulletList", ["content"] = Filled(list.OfType<ListItemBlock>().Select(Item)) },
        CodeBlock code => new JsonObject { ["type"] = "codeBlock", ["content"] = Plain(code) },
        LeafBlock leaf => Paragraph(Inlines(leaf.Inline)),
        _ => null,
    };

    /// <summary>A quotation there has paragraphs alone.</summary>
    private static JsonObject Quoted(LeafBlock leaf) => Paragraph(leaf is CodeBlock code ? Plain(code) : Inlines(leaf.Inline));

    /// <summary>Begins with a paragraph, as the format wants it.</summary>
    private static JsonObject Item(ListItemBlock item)
    {
        List<JsonObject> content = [.. item.OfType<LeafBlock>().Select(Quoted), .. item.OfType<ListBlock>().Select(Block).OfType<JsonObject>()];
        if (content is not [var first, ..] || first["type"]!.GetValue<string>() != "paragraph")
            content.Insert(0, Paragraph([]));
        return new JsonObject { ["type"] = "listItem", ["content"] = Filled(content) };
    }

    private static JsonArray Filled(IEnumerable<JsonObject> blocks)
    {
        JsonNode[] filled = [.. blocks];
        return new JsonArray(filled.Length > 0 ? filled : [Paragraph([])]);
    }

    private static JsonArray Plain(CodeBlock code) => code.Lines.ToString() is { Length: > 0 } text ? [Text(text, [])] : [];

    private static JsonObject Paragraph(JsonArray content) => new() { ["type"] = "paragraph", ["content"] = content };

    private static JsonArray Inlines(ContainerInline? inlines)
    {
        var content = new JsonArray();
        if (inlines is not null)
            Add(inlines, [], content);
        return content;
    }

    private static void Add(ContainerInline inlines, IReadOnlyList<JsonObject> marks, JsonArray content)
    {
        foreach (var inline in inlines)
            Add(inline, marks, content);
    }

    private static void Add(Inline inline, IReadOnlyList<JsonObject> marks, JsonArray content)
    {
        switch (inline)
        {
            case LineBreakInline:
                content.Add((JsonNode)new JsonObject { ["type"] = "hardBreak" });
                break;
            case CodeInline code:
                AddText(code.Content, [.. marks.Where(mark => mark["type"]!.GetValue<string>() == "link"), Mark("code")], content);
                break;
            case EmphasisInline emphasis:
                Add(emphasis, [.. marks, Mark(emphasis.DelimiterCount >= 2 ? "strong" : "em")], content);
                break;
            case LinkInline link:
                Add(link, IsOfWeb(link.Url) ? [.. marks, Link(link.Url!)] : marks, content);
                break;
            case AutolinkInline link:
                AddText(link.Url, IsOfWeb(link.Url) ? [.. marks, Link(link.Url)] : marks, content);
                break;
            case HtmlEntityInline entity:
                AddText(entity.Transcoded.ToString(), marks, content);
                break;
            case ContainerInline container:
                Add(container, marks, content);
                break;
            default:
                AddText(inline.ToString() ?? "", marks, content);
                break;
        }
    }

    private static void AddText(string text, IReadOnlyList<JsonObject> marks, JsonArray content)
    {
        if (text.Length > 0)
            content.Add((JsonNode)Text(text, marks));
    }

    private static JsonObject Text(string text, IReadOnlyList<JsonObject> marks)
    {
        var node = new JsonObject { ["type"] = "text", ["text"] = text };
        if (marks.Count > 0)
            node["marks"] = new JsonArray([.. marks.DistinctBy(mark => mark["type"]!.GetValue<string>()).Select(mark => mark.DeepClone())]);
        return node;
    }

    private static JsonObject Mark(string type) => new() { ["type"] = type };

    private static JsonObject Link(string url) => new() { ["type"] = "link", ["attrs"] = new JsonObject { ["href"] = url } };

    private static bool IsOfWeb(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0;
}
