namespace Factory.Publisher.GitHub.Asking;

/// <summary>The header that names the pages of a list.</summary>
internal static class LinkHeader
{
    /// <summary>Path and query of the next page below the API's address; null for none, and for one that leads elsewhere.</summary>
    public static string? Next(string? header, Uri api)
    {
        foreach (var part in header?.Split(',') ?? [])
        {
            var fields = part.Split(';', StringSplitOptions.TrimEntries);
            if (fields.Length < 2 || !fields.Skip(1).Contains("rel=\"next\"", StringComparer.Ordinal) || !fields[0].StartsWith('<') || !fields[0].EndsWith('>'))
                continue;
            return Uri.TryCreate(fields[0][1..^1], UriKind.Absolute, out var next) ? Below(next, api) : null;
        }

        return null;
    }

    /// <summary>What is left of an address below the API's own; null where it is not below.</summary>
    public static string? Below(Uri address, Uri api)
    {
        var root = api.AbsoluteUri.TrimEnd('/') + "/";
        return address.AbsoluteUri.StartsWith(root, StringComparison.Ordinal) ? address.AbsoluteUri[(root.Length - 1)..] : null;
    }
}
