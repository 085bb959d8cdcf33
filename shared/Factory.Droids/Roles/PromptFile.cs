using System.Reflection;

namespace Factory.Droids.Roles;

/// <summary>The rules of a role: a Markdown file beside it, embedded in its assembly.</summary>
public static class PromptFile
{
    /// <summary>Reads <c>&lt;name&gt;.md</c> of the assembly.</summary>
    /// <exception cref="InvalidOperationException">There is no such file: the build is broken.</exception>
    public static string Read(Assembly assembly, string name)
    {
        var resource = assembly.GetManifestResourceNames().SingleOrDefault(found => found.EndsWith($".{name}.md", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no embedded prompt '{name}.md'.");
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
