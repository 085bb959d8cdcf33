namespace Factory.Docs;

/// <summary>Which files are documents: text for people, not product.</summary>
internal static class DocumentPaths
{
    private static readonly string[] Extensions = [".md", ".markdown", ".rst", ".adoc", ".txt"];
    /// <summary>They steer droids, as what lies in hidden folders steers tools.</summary>
    private static readonly string[] Rules = ["AGENTS.md", "CLAUDE.md", "GEMINI.md", "SKILL.md"];

    private static readonly string[] Names = ["CHANGELOG", "CHANGES", "HISTORY", "NEWS", "README"];

    public static bool IsDocument(string path)
    {
        var extension = Path.GetExtension(path);
        if (path.Split('/').Any(part => part.StartsWith('.')) || Rules.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase))
            return false;
        return extension.Length == 0
            ? Names.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase)
            : Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase) && !IsConfiguration(path);
    }

    /// <summary>Text files that tools read: requirements, licences of dependencies, build lists.</summary>
    private static bool IsConfiguration(string path) =>
        Path.GetFileName(path) is var name && (name.StartsWith("requirements", StringComparison.OrdinalIgnoreCase) || name.Equals("CMakeLists.txt", StringComparison.OrdinalIgnoreCase) || name.Equals("constraints.txt", StringComparison.OrdinalIgnoreCase));
}
