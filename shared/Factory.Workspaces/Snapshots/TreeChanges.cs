using System.Globalization;
using Factory.Workspaces.Repositories;

namespace Factory.Workspaces.Snapshots;

/// <summary>What differs between two trees, and what of it may not be in a change.</summary>
internal sealed class TreeChanges(Git git)
{
    private const string Submodule = "160000";
    private const string Link = "120000";

    public async Task<(IReadOnlyList<ChangedFile> Files, IReadOnlyList<string> Problems)> Between(string from, string to, CancellationToken cancellationToken)
    {
        var output = await git.Run(["diff-tree", "-r", "-z", "--raw", "--numstat", "--no-renames", "--no-textconv", "--no-ext-diff", from, to, "--"], cancellationToken);
        var fields = TreeSnapshots.Split(output.Bytes).ToList();
        var raw = new List<(string NewMode, string OldMode, string Blob, char Kind, string Path)>();
        var counts = new Dictionary<string, (int Added, int Removed)>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].StartsWith(':'))
            {
                var parts = fields[i][1..].Split(' ');
                raw.Add((parts[1], parts[0], parts[3], parts[4][0], fields[++i]));
            }
            else
            {
                var parts = fields[i].Split('\t', 3);
                counts[parts[2]] = (Count(parts[0]), Count(parts[1]));
            }
        }

        var problems = new List<string>();
        foreach (var (newMode, oldMode, blob, _, path) in raw)
        {
            if (await Problem(newMode, oldMode, blob, path, cancellationToken) is { } problem)
                problems.Add(problem);
        }

        return ([.. raw.Select(file => new ChangedFile(file.Path, file.Kind, counts.GetValueOrDefault(file.Path).Added, counts.GetValueOrDefault(file.Path).Removed))], problems);
    }

    /// <summary>Whether a link at the path leads out of the root, or into the git directory.</summary>
    internal static bool LeadsOut(string path, string target)
    {
        if (target.Length == 0 || target.StartsWith('/') || target.Contains('\0', StringComparison.Ordinal))
            return true;
        var depth = path.Count(character => character == '/');
        foreach (var part in target.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (string.Equals(part, ".git", StringComparison.OrdinalIgnoreCase) || (part == ".." && --depth < 0))
                return true;
            if (part != "..")
                depth++;
        }

        return false;
    }

    private static int Count(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private async Task<string?> Problem(string newMode, string oldMode, string blob, string path, CancellationToken cancellationToken)
    {
        if (newMode == Submodule || oldMode == Submodule)
            return $"{path} is a submodule, which a change may not add, move or remove.";
        if (string.Equals(path, ".gitmodules", StringComparison.OrdinalIgnoreCase))
            return ".gitmodules may not be changed.";
        if (newMode != Link)
            return null;
        var target = (await git.Run(["cat-file", "blob", blob], cancellationToken)).Text;
        return LeadsOut(path, target) ? $"{path} is a symbolic link that leads out of the repository; delete it or let it point to a file inside." : null;
    }
}
