using System.Globalization;

namespace Factory.Publisher.Scanning;

/// <summary>How paths of a change are read on the machines of those who check it out.</summary>
internal static class PathRules
{
    /// <summary>Lower case, without characters that some file systems ignore.</summary>
    public static string Fold(string path) =>
        string.Join('/', path.Replace('\\', '/').Split('/').Select(part => string.Concat(part.Where(IsSeen)).TrimEnd('.', ' ').ToLowerInvariant()));

    /// <summary>Whether a link at a path leads out of the repository, or to its git directory.</summary>
    public static bool LeavesTree(string path, string target)
    {
        if (target.Length == 0 || target[0] is '/' or '\\' || target.Contains('\0') || target.Contains(':'))
        {
            return true;
        }

        var parts = new Stack<string>(path.Split('/')[..^1]);
        foreach (var part in target.Replace('\\', '/').Split('/'))
        {
            if (part is "..")
            {
                if (!parts.TryPop(out _))
                {
                    return true;
                }
            }
            else if (part is not ("" or "."))
            {
                parts.Push(part);
            }
        }

        return parts.Any(part => Fold(part) == ".git");
    }

    private static bool IsSeen(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Format or UnicodeCategory.Control);
}
