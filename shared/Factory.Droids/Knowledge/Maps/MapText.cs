using System.Globalization;
using System.Text;

namespace Factory.Droids.Knowledge.Maps;

/// <summary>A map, or a part of it, in as much detail as fits.</summary>
internal static class MapText
{
    private const int NamesShown = 12;

    /// <param name="path">A folder or file; empty for all.</param>
    /// <param name="most">Characters, about.</param>
    /// <returns>Null when nothing lies there.</returns>
    public static string? Of(RepositoryMap map, string path, int most)
    {
        if (map.Files.FirstOrDefault(file => file.Path == path) is { } one)
            return OfFile(one);
        var prefix = path.Length == 0 ? "" : path + "/";
        var files = map.Files.Where(file => file.Path.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        if (files.Count == 0)
            return null;
        var ways = new Func<string>[] { () => Files(files, names: true), () => Files(files, names: false), () => Folders(files, prefix, int.MaxValue), () => Folders(files, prefix, 2), () => Folders(files, prefix, 1) };
        var shown = ways.Select(way => way()).FirstOrDefault(text => text.Length <= most) ?? Cut(Folders(files, prefix, 1), most);
        return $"{shown}[{files.Count} files, {Size(files.Sum(file => file.Size))}{(map.Cut is null ? "" : $"; {map.Cut}")}; map(path) shows more of a folder or file]";
    }

    private static string OfFile(MappedFile file)
    {
        var text = new StringBuilder();
        foreach (var definition in file.Definitions)
            text.Append(CultureInfo.InvariantCulture, $"{definition.Line,6}  {definition.Text}\n");
        return text.Append(CultureInfo.InvariantCulture, $"[{file.Path}: {Size(file.Size)}, {file.Definitions.Count} definitions]").ToString();
    }

    private static string Files(List<MappedFile> files, bool names)
    {
        var text = new StringBuilder();
        foreach (var folder in files.GroupBy(file => FolderOf(file.Path), StringComparer.Ordinal))
        {
            text.Append(folder.Key.Length == 0 ? "./" : folder.Key + "/").Append('\n');
            foreach (var file in folder)
            {
                text.Append("  ").Append(file.Path.AsSpan(folder.Key.Length == 0 ? 0 : folder.Key.Length + 1)).Append(' ').Append(Size(file.Size));
                if (names && file.Definitions.Count > 0)
                    text.Append(": ").AppendJoin(", ", file.Definitions.Take(NamesShown).Select(definition => definition.Name)).Append(file.Definitions.Count > NamesShown ? ", …" : "");
                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Folders(List<MappedFile> files, string prefix, int depth)
    {
        var text = new StringBuilder();
        foreach (var folder in files.GroupBy(file => Upper(FolderOf(file.Path), prefix, depth), StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{(folder.Key.Length == 0 ? "." : folder.Key)}/ {folder.Count()} files, {Size(folder.Sum(file => file.Size))}\n");
        return text.ToString();
    }

    private static string Upper(string folder, string prefix, int depth)
    {
        var at = Math.Min(prefix.Length, folder.Length);
        for (var level = 0; level < depth && at >= 0 && at < folder.Length; level++)
            at = folder.IndexOf('/', at + (level == 0 ? 0 : 1));
        return at < 0 || at >= folder.Length ? folder : folder[..at];
    }

    private static string Cut(string text, int most) => $"{text[..(text.LastIndexOf('\n', most) + 1)]}[cut: more folders are not shown]\n";

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static string Size(long bytes) => bytes < 1024 ? $"{bytes} B" : bytes < 1 << 20 ? $"{bytes >> 10} kB" : $"{bytes >> 20} MB";
}
