using System.Security.Cryptography;
using System.Text;

namespace Factory.Workspaces.Repositories;

/// <summary>
/// Settings files that name the one repository that may belong to someone else. git takes this from nowhere but the user's own
/// settings, and hands nothing else on to the process that serves a fetch from a folder.
/// </summary>
internal sealed class SafeDirectories(string folder)
{
    public string For(RepositoryLocation location, params string[] others)
    {
        var text = new StringBuilder("[safe]\n\tbareRepository = explicit\n");
        foreach (var path in location.Folders.Concat(others).SelectMany(path => new[] { path, Path.GetDirectoryName(path)! }))
            text.Append("\tdirectory = ").Append(Quote(path)).Append('\n');
        text.Append("[core]\n\thooksPath = /dev/null\n\tfsmonitor = false\n[uploadpack]\n\tallowAnySHA1InWant = true\n[protocol]\n\tallow = never\n[protocol \"file\"]\n\tallow = always\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var file = Path.Combine(folder, "gitconfig-" + Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]);
        if (!File.Exists(file))
            Write(file, bytes);
        return file;
    }

    private static string Quote(string path) => "\"" + path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) + "\"";

    private void Write(string file, byte[] bytes)
    {
        Directory.CreateDirectory(folder);
        var temporary = $"{file}.{Guid.NewGuid():n}";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, file, overwrite: true);
    }
}
