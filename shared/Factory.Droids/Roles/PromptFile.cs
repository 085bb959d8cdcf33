using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Factory.Droids.Roles;

/// <summary>
/// What a droid is told before its task: a Markdown file beside its role, embedded in its assembly, with named inserts such as <c>{{rules}}</c>. Strict: the file
/// must use each insert that its reader gives, and no other.
/// </summary>
/// <param name="Text">With the inserts filled in.</param>
/// <param name="Hash">Version of the file: the first 16 hexadecimal digits of its SHA-256.</param>
public sealed partial record PromptFile(string Text, string Hash)
{
    private const int HexDigits = 16;

    /// <summary>Reads <c>&lt;name&gt;.md</c> of the assembly and fills in what is inserted.</summary>
    /// <exception cref="InvalidOperationException">There is no such file, or its inserts are not the ones that are given. The message names the file and the insert.</exception>
    public static PromptFile Load(Assembly assembly, string name, IReadOnlyDictionary<string, string> inserts)
    {
        var (file, bytes) = ($"{assembly.GetName().Name}/Prompts/{name}.md", Read(assembly, name));
        var text = Fill(file, Encoding.UTF8.GetString(bytes), inserts);
        return new PromptFile(text, Convert.ToHexStringLower(SHA256.HashData(bytes))[..HexDigits]);
    }

    internal static string Fill(string file, string text, IReadOnlyDictionary<string, string> inserts)
    {
        var used = Insert().Matches(text).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        if (used.FirstOrDefault(name => !inserts.ContainsKey(name)) is { } unknown)
            throw new InvalidOperationException($"The prompt {file} has the insert '{{{{{unknown}}}}}', which nobody fills in. Use {Names(inserts.Keys)}, or take it out.");
        if (inserts.Keys.FirstOrDefault(name => !used.Contains(name)) is { } missing)
            throw new InvalidOperationException($"The prompt {file} lacks the insert '{{{{{missing}}}}}': what it stands for would never be said. Put it in.");
        var plain = Insert().Replace(text, "");
        if (plain.Contains("{{", StringComparison.Ordinal) || plain.Contains("}}", StringComparison.Ordinal))
            throw new InvalidOperationException($"The prompt {file} has braces that are no insert. An insert is a name in small letters between '{{{{' and '}}}}'.");
        return Insert().Replace(text, match => inserts[match.Groups["name"].Value].Trim());
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"{{{{{name}}}}}"));

    private static byte[] Read(Assembly assembly, string name)
    {
        var resource = assembly.GetManifestResourceNames().SingleOrDefault(found => found.EndsWith($".Prompts.{name}.md", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no embedded prompt 'Prompts/{name}.md'.");
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"\{\{(?<name>[a-z_]+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Insert();
}
