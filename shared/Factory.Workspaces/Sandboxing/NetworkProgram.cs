using System.Runtime.InteropServices;
using System.Text.Json;

namespace Factory.Workspaces.Sandboxing;

/// <summary>A program of the factory's own that speaks to hosts for others, and the files that it consists of: all that its sandbox holds besides the system.</summary>
/// <remarks>It is run by the runtime that runs this process. Of the folder it lies in, which may hold settings with secrets, only its own files are mounted.</remarks>
public sealed class NetworkProgram
{
    private readonly string _runtime;
    private readonly string _entry;

    internal NetworkProgram(string runtime, string entry, IReadOnlyList<Mount> mounts) => (_runtime, _entry, Mounts) = (runtime, entry, mounts);

    internal IReadOnlyList<Mount> Mounts { get; }

    /// <summary>Where it lies on this computer, for running unsandboxed.</summary>
    internal string Folder => Path.GetDirectoryName(_entry)!;

    /// <param name="folder">Of an application that it came with.</param>
    /// <param name="name">Of its assembly.</param>
    /// <exception cref="FileNotFoundException">It did not come with the application.</exception>
    public static NetworkProgram In(string folder, string name)
    {
        var entry = Path.Combine(folder, $"{name}.dll");
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var runtime = Path.Combine(root, "dotnet");
        foreach (var needed in new[] { entry, Path.ChangeExtension(entry, ".runtimeconfig.json"), Path.ChangeExtension(entry, ".deps.json"), runtime })
        {
            if (!File.Exists(needed))
                throw new FileNotFoundException($"{needed} is missing: without it nothing reaches a host for droids. Build or install the factory anew.", needed);
        }

        string[] runtimes = root.StartsWith("/usr/", StringComparison.Ordinal) ? [] : [runtime, Path.Combine(root, "host"), Path.Combine(root, "shared")];
        return new NetworkProgram(runtime, entry, [.. runtimes.Concat(Files(entry)).Select(path => new Mount(path, path, Writable: false))]);
    }

    internal IReadOnlyList<string> Command(string mode) => [_runtime, _entry, mode];

    /// <summary>What its list of dependencies names and did not come with the runtime.</summary>
    private static List<string> Files(string entry)
    {
        var list = Path.ChangeExtension(entry, ".deps.json");
        using var dependencies = JsonDocument.Parse(File.ReadAllBytes(list));
        var libraries = dependencies.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject());
        var files = libraries.SelectMany(library => library.Value.TryGetProperty("runtime", out var runtime) ? runtime.EnumerateObject().Select(file => Path.GetFileName(file.Name)) : []);
        return [.. files.Select(file => Path.Combine(Path.GetDirectoryName(entry)!, file)).Concat([list, Path.ChangeExtension(entry, ".runtimeconfig.json")]).Where(File.Exists).Distinct(StringComparer.Ordinal)];
    }
}
