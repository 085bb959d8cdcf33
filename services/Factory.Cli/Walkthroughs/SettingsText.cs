using System.Text.Json;
using Factory.Local;
using Factory.Settings;

namespace Factory.Cli.Walkthroughs;

/// <summary>
/// A settings file that gets one more entry. What people wrote there is never changed: where the entry's list begins anew the file is completed at its
/// end, and where the list is there already, people are shown what to add.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="list">The list's key, for example <c>forges</c>.</param>
/// <param name="read">Reads the file as the factory does; throws <see cref="SettingsFileException"/>.</param>
internal sealed class SettingsText(string path, string list, Action<string> read)
{
    public string File => path;

    /// <summary>A text as YAML takes it, whatever is in it.</summary>
    public static string Quoted(string text) => JsonSerializer.Serialize(text);

    /// <summary>An entry of these lines, without those that are null.</summary>
    public static string Entry(IEnumerable<string?> lines) => string.Join('\n', lines.OfType<string>());

    /// <param name="entry">Lines, from the entry's name on, without the list's indentation.</param>
    /// <returns>Whether it is in the file now; else people have to add it.</returns>
    public bool TryAdd(string entry)
    {
        var text = $"{list}:\n{Indented(entry)}";
        var before = System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : null;
        if (before is null)
        {
            Replace(text);
            return true;
        }

        if (HasList(before))
            return false;
        Replace($"{before.TrimEnd('\n')}\n\n{text}");
        try
        {
            read(path);
            return true;
        }
        catch (SettingsFileException)
        {
            Replace(before);
            return false;
        }
    }

    /// <summary>As it belongs below the list's key.</summary>
    public static string Indented(string entry) => string.Concat(entry.TrimEnd('\n').Split('\n').Select(line => $"  {line}\n"));

    private bool HasList(string text) => text.Split('\n').Any(line => line.StartsWith($"{list}:", StringComparison.Ordinal) || line.StartsWith('{') || line.StartsWith($"\"{list}\"", StringComparison.Ordinal));

    private void Replace(string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var aside = $"{path}.{Environment.ProcessId}.new";
            System.IO.File.WriteAllText(aside, text);
            System.IO.File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FactoryException($"{path} cannot be written: {error.Message}", error);
        }
    }
}
