namespace Factory.Outbound.Reading;

internal enum ContentKind
{
    Text = 0,
    Html = 1,
    Other = 2,
}

/// <summary>What can be shown to a model.</summary>
internal static class ContentKinds
{
    private static readonly string[] Texts = ["json", "xml", "yaml", "x-yaml", "toml", "javascript", "x-javascript", "ecmascript", "typescript", "x-sh", "sql", "graphql"];

    /// <param name="mediaType">Null where the server says none: then it is taken for text.</param>
    public static ContentKind Of(string? mediaType)
    {
        if (mediaType is null)
            return ContentKind.Text;
        var type = mediaType.ToLowerInvariant();
        if (type is "text/html" or "application/xhtml+xml")
            return ContentKind.Html;
        var subtype = type.StartsWith("application/", StringComparison.Ordinal) ? type["application/".Length..] : "";
        var isText = type.StartsWith("text/", StringComparison.Ordinal) || Texts.Contains(subtype, StringComparer.Ordinal)
            || subtype.EndsWith("+json", StringComparison.Ordinal) || subtype.EndsWith("+xml", StringComparison.Ordinal);
        return isText ? ContentKind.Text : ContentKind.Other;
    }
}
