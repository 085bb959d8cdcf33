namespace Factory.Architecture.Tests;

public sealed class When_folders_are_named
{
    private static readonly string[] SayNothing = ["Common", "Utils", "Util", "Utilities", "Helpers", "Core", "Managers", "Misc", "Shared"];

    private static readonly string[] Folders =
        [.. SourceTree.Projects.Values.SelectMany(project => Directory.EnumerateDirectories(project.Folder, "*", SearchOption.AllDirectories)).Select(folder => Path.GetFileName(folder)!)];

    [Fact]
    public void They_say_what_is_in_them()
    {
        Assert.True(Folders.Length > 30, $"Only {Folders.Length} folders were found.");
        Assert.Empty(Folders.Intersect(SayNothing, StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Namespaces_follow_them()
    {
        var files = SourceTree.Projects.Values.Where(project => project.Area != "tests").SelectMany(project => project.Sources.Select(file => (project, file))).Where(source => Path.GetFileName(source.file) != "Program.cs").ToList();
        Assert.True(files.Count > 200, $"Only {files.Count} files were found.");
        Assert.Empty(files.Where(source => !Follows(source.project, source.file)).Select(source => $"{source.file}: {Namespace(source.file)}"));
    }

    // A part of a class may lie with what it is about; the class stays where it is.
    private static bool Follows(Project project, string file) =>
        Namespace(file) == Expected(project, file) || (File.ReadAllText(file).Contains(" partial class ", StringComparison.Ordinal) && Expected(project, file).StartsWith($"{Namespace(file)}.", StringComparison.Ordinal));

    private static string? Namespace(string file) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))?["namespace ".Length..].TrimEnd(';');

    private static string Expected(Project project, string file)
    {
        // Contracts are one vocabulary in files by conversation: their namespaces are wire names.
        if (project.Name == "Factory.Contracts")
            return Namespace(file)!;
        var folder = Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!);
        return folder == "." ? project.Name : $"{project.Name}.{folder.Replace('/', '.')}";
    }
}
