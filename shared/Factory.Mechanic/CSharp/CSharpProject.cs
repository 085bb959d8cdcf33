using System.Text;
using System.Text.RegularExpressions;
using Factory.Mechanic.Searching;
using Factory.Workspaces;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Factory.Mechanic.CSharp;

/// <summary>One product project of a checkout that was built: its sources, and what it was compiled against. Compiles candidates in memory.</summary>
internal sealed partial class CSharpProject
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Preview, preprocessorSymbols: ["DEBUG", "TRACE", "NET", "NETCOREAPP"]);

    private readonly CSharpCompilation _compilation;
    private readonly Dictionary<string, SyntaxTree> _trees;

    private CSharpProject(string name, CSharpCompilation compilation, Dictionary<string, SyntaxTree> trees)
    {
        (Name, _compilation, _trees) = (name, compilation, trees);
    }

    public string Name { get; }

    public IEnumerable<string> Paths => _trees.Keys;

    /// <summary>Opens a project, or gives null where it does not compile in memory as it does on disk.</summary>
    /// <param name="project">Path of the project file in the checkout.</param>
    /// <param name="built">The folder with the tests' output, in the checkout.</param>
    public static CSharpProject? Open(Workspace workspace, ProductFiles sources, string project, string built)
    {
        var folder = project.Contains('/', StringComparison.Ordinal) ? project[..(project.LastIndexOf('/') + 1)] : "";
        var text = Encoding.UTF8.GetString(sources.Bytes(project) ?? []);
        var name = AssemblyName().Match(text) is { Success: true } given ? given.Groups["name"].Value.Trim() : Path.GetFileNameWithoutExtension(project);
        var others = sources.Judging.Where(f => f != project && f.EndsWith(".csproj", StringComparison.Ordinal)).Select(f => f[..(f.LastIndexOf('/') + 1)]).Where(f => f.Length > folder.Length).ToList();
        var trees = sources.All.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && f.StartsWith(folder, StringComparison.Ordinal) && !others.Any(o => f.StartsWith(o, StringComparison.Ordinal)))
            .Where(f => sources.Bytes(f) is not null).ToDictionary(f => f, f => Tree(f, sources.Bytes(f)!), StringComparer.Ordinal);
        if (trees.Count == 0) return null;
        var generated = Generated(workspace.Folder, folder).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), Parse));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, deterministic: true);
        var compilation = CSharpCompilation.Create(name, [.. trees.Values, .. generated], References(Path.Combine(workspace.Folder, built), name), options);
        return new CSharpProject(name, compilation, trees) is var opened && opened.Emit(compilation) is not null ? opened : null;
    }

    /// <summary>The assembly with some files replaced, or null where that does not compile.</summary>
    public byte[]? Compile(IEnumerable<(string Path, byte[] Content)> files)
    {
        var compilation = _compilation;
        foreach (var (path, content) in files)
        {
            if (!_trees.TryGetValue(path, out var tree)) return null;
            compilation = compilation.ReplaceSyntaxTree(tree, Tree(path, content));
        }

        return Emit(compilation);
    }

    /// <summary>The assembly with probes that tell which statements ran, and what each stands for.</summary>
    public (byte[] Assembly, IReadOnlyList<(string Path, int Line)> Probes, IReadOnlyDictionary<string, IReadOnlySet<int>> Unseen)? Instrument()
    {
        var probes = new List<(string, int)>();
        var unseen = new Dictionary<string, IReadOnlySet<int>>(StringComparer.Ordinal);
        var compilation = _compilation;
        foreach (var (path, tree) in _trees)
        {
            var lines = new HashSet<int>();
            unseen[path] = lines;
            var root = new ProbeRewriter(path, tree, probes, lines).Visit(tree.GetRoot());
            compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.Create((CSharpSyntaxNode)root, Parse));
        }

        var probe = $"internal static class FactoryProbe {{ public static int[] Hits = new int[{Math.Max(1, probes.Count)}]; public static void Hit(int probe) => Hits[probe] = 1; public static T Hit<T>(int probe, T value) {{ Hits[probe] = 1; return value; }} }}";
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(probe, Parse));
        return Emit(compilation) is { } assembly ? (assembly, probes, unseen) : null;
    }

    /// <summary>The program that runs tests against candidates.</summary>
    public static byte[] TestHost()
    {
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release, deterministic: true);
        var compilation = CSharpCompilation.Create("FactoryTestHost", [CSharpSyntaxTree.ParseText(EmbeddedScript.Read("TestHost.txt"), Parse)], Platform(), options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success ? stream.ToArray() : throw new InvalidOperationException("the test host does not compile: " + string.Join("; ", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3)));
    }

    private byte[]? Emit(CSharpCompilation compilation)
    {
        using var stream = new MemoryStream();
        return compilation.Emit(stream).Success ? stream.ToArray() : null;
    }

    private static SyntaxTree Tree(string path, byte[] content) => CSharpSyntaxTree.ParseText(Encoding.UTF8.GetString(content).TrimStart('\ufeff'), Parse, path);

    // Implicit usings, assembly attributes and the like that the build wrote; of several configurations the newest.
    private static IEnumerable<string> Generated(string root, string folder)
    {
        var obj = Path.Combine(root, folder, "obj");
        if (!Directory.Exists(obj)) return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(obj, "*.cs", options).GroupBy(f => Path.GetFileName(f), StringComparer.Ordinal).Select(g => g.OrderByDescending(File.GetLastWriteTimeUtc).First());
    }

    private static IEnumerable<MetadataReference> References(string built, string product)
    {
        var own = Directory.EnumerateFiles(built, "*.dll").Where(f => Path.GetFileNameWithoutExtension(f) != product && new FileInfo(f).LinkTarget is null).ToList();
        var names = own.Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. Platform(names), .. own.Where(IsManaged).Select(f => MetadataReference.CreateFromFile(f))];
    }

    private static IEnumerable<MetadataReference> Platform(HashSet<string?>? but = null) =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(f => Path.GetDirectoryName(f) == Path.GetDirectoryName(typeof(object).Assembly.Location) && but?.Contains(Path.GetFileName(f)) != true)
            .Select(f => MetadataReference.CreateFromFile(f));

    private static bool IsManaged(string file)
    {
        try
        {
            using var reader = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(file));
            return reader.HasMetadata;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    [GeneratedRegex("<AssemblyName>(?<name>[^<$]+)</AssemblyName>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AssemblyName();
}
