using System.Xml.Linq;

namespace Factory.Architecture.Tests;

/// <summary>The repository as files: what the rules are about.</summary>
internal static class SourceTree
{
    public static readonly string Root = FindRoot();

    /// <summary>Every project by name, with the names of the projects that it references.</summary>
    public static readonly IReadOnlyDictionary<string, Project> Projects =
        new[] { "shared", "services", "aspire", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
            // Tasks for eval: repositories of their own.
            .Where(file => !file.StartsWith(Path.Combine(Root, "tests", "corpus"), StringComparison.Ordinal))
            .Select(Project.Read)
            .ToDictionary(project => project.Name, StringComparer.Ordinal);

    public static IReadOnlyList<Project> In(string folder) => [.. Projects.Values.Where(project => project.Area == folder)];

    /// <summary>The services that are processes of their own.</summary>
    public static IReadOnlyList<Project> Services { get; } = [.. In("services").Where(project => project.Name is not ("Factory.Local" or "Factory.Cli"))];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Factory.Services.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No Factory.Services.sln in {AppContext.BaseDirectory} or above it.");
    }
}

/// <param name="Area">shared, services, aspire or tests.</param>
internal sealed record Project(string Name, string Area, string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public IReadOnlyList<string> Sources { get; } = [.. Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal))];

    public static Project Read(string file)
    {
        var xml = XDocument.Load(file);
        var folder = Path.GetDirectoryName(file)!;
        return new Project(
            Path.GetFileNameWithoutExtension(file),
            Path.GetRelativePath(SourceTree.Root, file).Split('/')[0],
            folder,
            [.. xml.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))],
            [.. xml.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value)]);
    }
}
