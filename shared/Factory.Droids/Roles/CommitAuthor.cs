using System.Globalization;
using System.Text;
using Factory.History;
using Factory.Workspaces;
using Factory.Workspaces.Scanning;

namespace Factory.Droids.Roles;

/// <summary>Makes the commits that droids hand over.</summary>
public static class CommitAuthor
{
    private const string Name = "Factory";
    private const string Email = "factory@localhost";

    /// <summary>Commits everything as one commit on the base; a commit that cannot be is a problem for the droid.</summary>
    /// <param name="nothing">What the droid is told when nothing is changed.</param>
    public static async Task<Completion> Commit(object result, Workspace workspace, string message, DateTimeOffset date, string nothing, CancellationToken ct)
    {
        var made = await workspace.Commit(new CommitRequest(Redaction.Of(message), Name, Email, date), ct);
        if (made.Problems.Count > 0)
            return new Completion(result, Problem: string.Join('\n', made.Problems));
        if (made.Commit?.Pack.Length > BlobStore.LargestContent)
            return new Completion(result, Problem: $"The change packs to {made.Commit.Pack.Length >> 20} MB; at most {BlobStore.LargestContent >> 20} are taken. Delete large files, or have .gitignore name them.");
        return made.Commit is { } commit
            ? new Completion(result, new CommittedWork(commit.BaseCommit, commit.Id, commit.Pack))
            : new Completion(result, Problem: nothing);
    }

    /// <summary>One line of at most 72 characters, without control characters and what cannot be seen.</summary>
    public static string Subject(string title)
    {
        var seen = title.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format);
        var line = Redaction.Of(string.Concat(seen.Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()))).Trim();
        return line.Length switch { 0 => "Change", > 72 => line[..(char.IsHighSurrogate(line[70]) ? 70 : 71)].TrimEnd() + "…", _ => line };
    }
}
