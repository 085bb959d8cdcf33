using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Io;
using Factory.Outbound.Hosts;

namespace Factory.Outbound.Reading;

/// <summary>
/// A page as text: headings, lists, code and tables keep their shape, menus and what a browser would not show are left out. Links are written out where the rules allow them, so that a model knows
/// what it may fetch next.
/// </summary>
internal static class HtmlText
{
    private const int LeastOfMain = 200;

    /// <param name="page">Where it was found: links are relative to it.</param>
    public static async Task<string> Of(ReadOnlyMemory<byte> html, string? charset, Uri page, HostRules rules, CancellationToken ct)
    {
        // No loader and no scripting: the parser asks for nothing.
        using var context = BrowsingContext.New(Configuration.Default);
        using var document = await context.OpenAsync(response => response.Content(new MemoryStream(html.ToArray())).Address(page).Header(HeaderNames.ContentType, charset is null ? "text/html" : $"text/html; charset={charset.Trim('"')}"), ct);
        var writer = new HtmlWriter(page, rules);
        if (Title(document) is { Length: > 0 } title)
            writer.Line("# " + title);
        writer.Write(MainPart(document));
        return writer.ToString();
    }

    private static string? Title(IDocument document) => document.QuerySelector("head > title") is { } title ? Spaces.Collapse(title.TextContent).Trim() : null;

    /// <summary>The part that the page itself calls its main one, where that is more than a stub.</summary>
    private static INode MainPart(IDocument document) =>
        document.QuerySelector("main, [role=main]") is { } main && main.TextContent.Length >= LeastOfMain ? main : (INode?)document.Body ?? document;
}

/// <summary>White space as HTML reads it.</summary>
internal static class Spaces
{
    public static string Collapse(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
                written.Append(character);
            else if (written.Length == 0 || written[^1] != ' ')
                written.Append(' ');
        }

        return written.ToString();
    }
}
