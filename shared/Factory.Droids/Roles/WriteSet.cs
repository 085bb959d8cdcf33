using System.IO.Enumeration;

namespace Factory.Droids.Roles;

/// <summary>The paths that a feature may change.</summary>
public static class WriteSet
{
    /// <summary>Those of the paths that the set does not cover. An empty set covers all.</summary>
    /// <param name="allowed">Paths, folders or globs; <c>*</c> and <c>**</c> stand for any characters, slashes too.</param>
    public static IReadOnlyList<string> Outside(IReadOnlyList<string>? allowed, IEnumerable<string> paths) =>
        allowed is { Count: > 0 } ? [.. paths.Where(path => !allowed.Any(entry => Covers(entry, path)))] : [];

    private static bool Covers(string allowed, string path)
    {
        var entry = allowed.StartsWith("./", StringComparison.Ordinal) ? allowed[2..] : allowed;
        return path == entry || path.StartsWith(entry.TrimEnd('/') + "/", StringComparison.Ordinal)
            || FileSystemName.MatchesSimpleExpression(entry.Replace("**", "*", StringComparison.Ordinal), path, ignoreCase: false);
    }
}
