using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Factory.Workspaces.Files;

/// <summary>The files beneath one folder. Every path is resolved beneath it by the kernel, so that no link, however quickly it is swapped, leads out.</summary>
/// <remarks>Paths are relative, with forward slashes. All methods throw <see cref="FileRefused"/> for what is not allowed or not there, and <see cref="IOException"/> where the computer is at fault, for example for a full disk.</remarks>
public sealed class ConfinedFiles
{
    private const int ShownAtMost = 100_000;
    private const int LargestText = 8 << 20;
    private readonly Lazy<RootFolder> folder;

    internal ConfinedFiles(string root, (uint User, uint Group) owner) => folder = new Lazy<RootFolder>(() => new RootFolder(root, owner));

    /// <summary>Reads a text file.</summary>
    /// <param name="firstLine">From 1.</param>
    /// <param name="lines">Lines at most; at most 100,000 characters are returned.</param>
    public FileText Read(string path, int firstLine = 1, int lines = 2_000)
    {
        var all = TextLines.Split(TextFile.Decode(path, ReadBytes(path, LargestText)).Text);
        var from = Math.Max(1, firstLine);
        if (from > Math.Max(1, all.Count))
            throw new FileRefused($"'{path}' has {all.Count} lines; line {from} is beyond its end.");
        var text = new StringBuilder();
        var cut = false;
        foreach (var line in all.Skip(from - 1).Take(Math.Max(0, lines)))
        {
            if (text.Length + line.Length > ShownAtMost)
            {
                cut = true;
                text.Append(line.AsSpan(0, Math.Min(line.Length, ShownAtMost - text.Length)));
                break;
            }

            text.Append(line);
        }

        return new FileText(text.ToString(), from, all.Count, cut);
    }

    /// <summary>Reads a whole file of at most <paramref name="limit"/> bytes.</summary>
    public byte[] ReadBytes(string path, int limit = LargestText)
    {
        using var named = folder.Value.FindFile(ConfinedPath.Check(path)) ?? throw new FileRefused($"'{ConfinedPath.Printable(path)}' is not there. List the folder to see what is.");
        using var file = FileFault.Told(path, "read", () => RootFolder.Reopen(named, FileMode.Open, FileAccess.Read));
        var length = RandomAccess.GetLength(file);
        if (length > limit)
            throw new FileRefused($"'{path}' has {length:N0} bytes, more than the {limit:N0} that are read at once. Look at parts of it with a command.");
        var bytes = new byte[length];
        var read = 0;
        int more;
        while (read < bytes.Length && (more = RandomAccess.Read(file, bytes.AsSpan(read), read)) > 0)
            read += more;
        return read == bytes.Length ? bytes : bytes[..read];
    }

    /// <summary>Whether there is a regular file at the path.</summary>
    public bool Exists(string path)
    {
        using var named = folder.Value.FindFile(ConfinedPath.Check(path));
        return named is not null;
    }

    /// <summary>Writes a whole file, new or not; missing folders are made.</summary>
    public void Write(string path, string content) => WriteBytes(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Writes a whole file of any content, new or not; missing folders are made.</summary>
    public void WriteBytes(string path, ReadOnlyMemory<byte> content)
    {
        CheckSize(path, content.Length);
        var inside = ConfinedPath.Check(path);
        using var named = folder.Value.FindFile(inside);
        using var file = named is null ? folder.Value.Create(inside) : FileFault.Told(path, "written", () => RootFolder.Reopen(named, FileMode.Open, FileAccess.Write));
        Fill(file, path, content);
    }

    /// <summary>Writes a new file; refused when something is there.</summary>
    public void Create(string path, string content)
    {
        CheckSize(path, content.Length);
        using var file = folder.Value.Create(ConfinedPath.Check(path));
        Fill(file, path, Encoding.UTF8.GetBytes(content));
    }

    /// <summary>Replaces text that occurs exactly once.</summary>
    public void Replace(string path, string oldText, string newText) => Edit([new FileEdit(EditKind.Replace, path, oldText, newText)]);

    /// <summary>Several changes in one or more files, in order: all of them, or none. Line ends, byte order marks, encodings and modes stay.</summary>
    /// <returns>One line for each: what was done.</returns>
    public IReadOnlyList<string> Edit(IReadOnlyList<FileEdit> edits) => new FileEdits(this, folder.Value).Apply(edits);

    /// <summary>Deletes a file or a symbolic link.</summary>
    public void Delete(string path)
    {
        var inside = ConfinedPath.Check(path);
        if (inside == "." || !folder.Value.Delete(inside))
            throw new FileRefused($"'{ConfinedPath.Printable(path)}' is not there, or is the root. Nothing was deleted.");
    }

    /// <summary>Files whose path matches, ignoring .git, and folders of installed packages unless they are named. <c>*</c> and <c>?</c> stay within a name, <c>**</c> spans folders; a pattern without a slash matches the name anywhere.</summary>
    public FileList List(string glob = "**", int limit = 1_000)
    {
        var paths = new FileWalk(folder.Value).Files(glob).Take(limit + 1).ToList();
        return new FileList([.. paths.Take(limit)], paths.Count > limit);
    }

    /// <summary>Lines that contain the text or match the regular expression (.NET syntax), in text files that match the glob.</summary>
    public SearchResult Search(string pattern, bool regex = false, string glob = "**", int limit = 200) =>
        new TextSearch(this, pattern, regex).In(new FileWalk(folder.Value).Files(glob), limit);

    /// <summary>The folder as a checked relative path.</summary>
    internal string Folder(string path)
    {
        var inside = ConfinedPath.Check(path);
        using var found = folder.Value.FindFolder(inside) ?? throw new FileRefused($"The folder '{ConfinedPath.Printable(path)}' is not there. Give one that is, relative to the repository's root.");
        return inside;
    }

    internal static void CheckSize(string path, int length)
    {
        if (length > LargestText)
            throw new FileRefused($"'{ConfinedPath.Printable(path)}' would have {length:N0} bytes; at most {LargestText:N0} are written at once.");
    }

    private static void Fill(SafeFileHandle file, string path, ReadOnlyMemory<byte> content) => FileFault.Told(path, "written", () =>
    {
        RandomAccess.Write(file, content.Span, 0);
        RandomAccess.SetLength(file, content.Length);
        return content.Length;
    });
}
