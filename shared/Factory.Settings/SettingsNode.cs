using System.Diagnostics.CodeAnalysis;

namespace Factory.Settings;

/// <summary>A value of a settings file that knows where it stands, so that a mistake in it can be pointed at.</summary>
/// <param name="file">What the file is called in errors.</param>
/// <param name="line">From 1.</param>
/// <param name="key">The path to it, for example <c>models.large.timeout</c>; empty for the whole file.</param>
public abstract class SettingsNode(string file, int line, string key)
{
    public string File => file;

    public int Line => line;

    public string Key => key;

    public SettingsFileException Wrong(string problem) => new(file, line, key, problem);

    public static string Below(string key, string name) => key.Length == 0 ? name : $"{key}.{name}";
}

/// <param name="value">As written; null for nothing.</param>
/// <param name="quoted">A quoted number is a text.</param>
public sealed class SettingsText(string file, int line, string key, string? value, bool quoted) : SettingsNode(file, line, key)
{
    public string? Value => value;

    public bool Quoted => quoted;
}

public sealed class SettingsList(string file, int line, string key, IReadOnlyList<SettingsNode> items) : SettingsNode(file, line, key)
{
    public IReadOnlyList<SettingsNode> Items => items;
}

/// <param name="entries">In the order of the file; no name twice.</param>
public sealed class SettingsMap(string file, int line, string key, IReadOnlyList<KeyValuePair<string, SettingsNode>> entries) : SettingsNode(file, line, key)
{
    private readonly Dictionary<string, SettingsNode> named = new(entries, StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, SettingsNode>> Entries => entries;

    /// <summary>Whether something is written at the key.</summary>
    public bool Has(SettingsKey key) => Node(key) is not null;

    /// <summary>The value, or what holds where none is written.</summary>
    /// <exception cref="SettingsFileException">What is written is not of the key's kind.</exception>
    [return: NotNullIfNotNull(nameof(fallback))]
    public T? Get<T>(SettingsKey<T> key, T? fallback) => Node(key) is { } node ? key.Kind.Read(node) : fallback;

    /// <exception cref="SettingsFileException">Nothing is written, or what is not of the key's kind.</exception>
    public T Need<T>(SettingsKey<T> key) =>
        Node(key) is { } node ? key.Kind.Read(node) : throw WrongAt(key, "this is missing.");

    /// <summary>A mistake at a key of this map; points at the map where the key is not written.</summary>
    public SettingsFileException WrongAt(SettingsKey key, string problem) =>
        Node(key)?.Wrong(problem) ?? new SettingsFileException(File, Line, Below(Key, key.Name), problem);

    /// <summary>What stands at the key, to point at. Nothing written after the colon is as if the key was not there.</summary>
    public SettingsNode? Node(SettingsKey key) => named.TryGetValue(key.Name, out var node) && node is not SettingsText { Value: null } ? node : null;
}
