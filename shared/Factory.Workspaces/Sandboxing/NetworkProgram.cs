using System.Runtime.InteropServices;

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
    /// <param name="libraries">Names of the assemblies that it needs besides the runtime's.</param>
    /// <exception cref="FileNotFoundException">It did not come with the application.</exception>
    public static NetworkProgram In(string folder, string name, IReadOnlyList<string> libraries)
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var (runtime, entry) = (Path.Combine(root, "dotnet"), Path.Combine(folder, $"{name}.dll"));
        string[] files = [entry, Path.ChangeExtension(entry, ".runtimeconfig.json"), .. libraries.Select(library => Path.Combine(folder, $"{library}.dll"))];
        if (Array.Find([runtime, .. files], file => !File.Exists(file)) is { } missing)
            throw new FileNotFoundException($"{missing} is missing: without it nothing asks hosts for droids. Build or install the factory anew.", missing);
        string[] runtimes = root.StartsWith("/usr/", StringComparison.Ordinal) ? [] : [runtime, Path.Combine(root, "host"), Path.Combine(root, "shared")];
        return new NetworkProgram(runtime, entry, [.. runtimes.Concat(files).Select(path => new Mount(path, path, Writable: false))]);
    }

    internal IReadOnlyList<string> Command(string mode) => [_runtime, _entry, mode];
}
