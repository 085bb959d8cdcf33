using System.Text;
using Factory.Workspaces.Sandboxing;

namespace Factory.Workspaces.Files;

/// <summary>What a path must look like before the kernel is asked.</summary>
internal static class ConfinedPath
{
    private const int Longest = 1_024;
    private const int LongestName = 255;

    /// <summary>The path without its superfluous parts; "." for the root.</summary>
    public static string Check(string path)
    {
        var shown = Printable(path);
        if (path.Any(char.IsControl))
            throw new FileRefused($"'{shown}' has control characters. Give a plain relative path.");
        if (path == WorkspaceFolders.TreeInSandbox || path.StartsWith(WorkspaceFolders.TreeInSandbox + "/", StringComparison.Ordinal))
            path = path[WorkspaceFolders.TreeInSandbox.Length..].TrimStart('/'); // as commands in the sandbox see it
        if (path.StartsWith('/') || path.StartsWith('~'))
            throw new FileRefused($"'{shown}' is not inside the repository. Give a path relative to its root.");
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToArray();
        if (parts.Contains("..", StringComparer.Ordinal))
            throw new FileRefused($"'{shown}' has '..' in it. Give a path relative to the repository's root, without '..'.");
        if (parts.Any(part => part.TrimEnd('.', ' ').Equals(".git", StringComparison.OrdinalIgnoreCase)))
            throw new FileRefused($"'{shown}' is in the git directory, which is not for files. Leave it alone.");
        if (Encoding.UTF8.GetByteCount(path) > Longest || parts.Any(part => Encoding.UTF8.GetByteCount(part) > LongestName))
            throw new FileRefused($"'{shown}' is too long: at most {Longest} bytes, {LongestName} a name.");
        return parts.Length == 0 ? "." : string.Join('/', parts);
    }

    public static string Printable(string text) =>
        new([.. text.Take(120).Select(character => char.IsControl(character) || char.GetUnicodeCategory(character) is System.Globalization.UnicodeCategory.Format ? '?' : character)]);
}
