using System.Text;
using Factory.Publisher.Settings;
using Factory.Workspaces.Repositories;
using Factory.Workspaces.Scanning;

namespace Factory.Publisher.Scanning;

/// <summary>What keeps a change from being published, whoever approved it. Each problem says what and where; none quotes a secret.</summary>
internal static class ChangeScan
{
    private const int ShownAtMost = 20;

    /// <param name="policy">Of the forge that the change goes to; null for a repository on this machine.</param>
    public static IReadOnlyList<string> Problems(ChangeContents change, string baseCommit, OutputPolicy? policy = null)
    {
        List<string> problems =
        [
            .. OfShape(change, baseCommit),
            .. policy is null ? [] : OfSize(change, policy),
            .. SecretScan.In(change.Message).Select(secret => $"the commit message holds {secret.Kind}"),
            .. change.Entries.Where(entry => entry.Exists).SelectMany(OfEntry),
        ];
        return problems.Count <= ShownAtMost ? problems : [.. problems.Take(ShownAtMost), $"and {problems.Count - ShownAtMost} more"];
    }

    private static IEnumerable<string> OfShape(ChangeContents change, string baseCommit)
    {
        if (change.Parents is not [var parent] || parent != baseCommit)
        {
            yield return $"the commit is not exactly one commit above {baseCommit}";
        }

        if (change.Entries.Count == 0)
        {
            yield return "the commit changes nothing";
        }
    }

    private static IEnumerable<string> OfSize(ChangeContents change, OutputPolicy policy)
    {
        if (change.Entries.Count > policy.FilesPerChange)
        {
            yield return $"the commit touches {change.Entries.Count} files, and policy.limits.files allows {policy.FilesPerChange}";
        }

        if (change.Entries.Sum(entry => (long)(entry.After?.Length ?? 0)) is var bytes && bytes > policy.BytesPerChange)
        {
            yield return $"the files of the commit have {bytes} bytes, and policy.limits.bytes allows {policy.BytesPerChange}";
        }
    }

    private static IEnumerable<string> OfEntry(ChangeEntry entry)
    {
        var path = Shown(entry.Path);
        if (entry.Path.Any(char.IsControl))
        {
            yield return $"{path} has control characters in its name";
        }

        // Names as file systems that ignore case (and HFS, which ignores some characters) would read them.
        var folded = PathRules.Fold(entry.Path);
        if (folded.Split('/').Any(part => part is ".git" or "git~1"))
        {
            yield return $"{path} lies in a git directory";
        }

        if (folded is ".gitmodules" || entry.NewMode == ChangeEntry.Submodule)
        {
            yield return $"{path} adds or moves a submodule";
        }

        if (entry.NewMode == ChangeEntry.Symlink && entry.After is { } target && PathRules.LeavesTree(entry.Path, Encoding.UTF8.GetString(target.Span)))
        {
            yield return $"{path} is a symbolic link that points out of the repository";
        }

        foreach (var secret in NewSecrets(entry))
        {
            yield return $"{path} holds what looks like {secret}";
        }
    }

    /// <summary>What was there before the change is not its fault.</summary>
    private static IEnumerable<SecretFound> NewSecrets(ChangeEntry entry)
    {
        var before = SecretsIn(entry.Before).Select(secret => secret.Text).ToHashSet(StringComparer.Ordinal);
        return SecretsIn(entry.After).Where(secret => !before.Contains(secret.Text));
    }

    private static IEnumerable<SecretFound> SecretsIn(ReadOnlyMemory<byte>? content) =>
        content is { } bytes ? SecretScan.In(Encoding.Latin1.GetString(bytes.Span)) : [];

    private static string Shown(string path) => string.Concat(path.Select(character => char.IsControl(character) ? '?' : character));
}
