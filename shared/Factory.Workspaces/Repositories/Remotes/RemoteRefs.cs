using Factory.Workspaces.Files;

namespace Factory.Workspaces.Repositories.Remotes;

/// <summary>What a host says its references are.</summary>
/// <param name="Head">The reference that its HEAD names; null where it names none.</param>
internal sealed record RemoteRefs(IReadOnlyDictionary<string, string> Commits, string? Head)
{
    /// <param name="wanted">References to ask for; none for all branches and tags.</param>
    public static async Task<RemoteRefs> Ask(Git git, RemoteSession session, string url, IReadOnlyList<string> wanted, bool writes, CancellationToken cancellationToken)
    {
        var listed = await git.Try(["ls-remote", "--quiet", "--symref", "--upload-pack=git-upload-pack", "--", url, .. wanted], cancellationToken);
        if (listed.ExitCode != 0)
            throw session.Failure(listed, writes);
        var commits = new Dictionary<string, string>(StringComparer.Ordinal);
        string? head = null;
        foreach (var line in listed.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is not [var value, var name])
                continue;
            if (value.StartsWith("ref: ", StringComparison.Ordinal) && name == "HEAD")
                head = value["ref: ".Length..];
            else if (RefNames.IsCommitId(value))
                commits[name] = value;
        }

        return new RemoteRefs(commits, head);
    }

    /// <summary>The first of these that is there.</summary>
    public string? First(params string[] names) => names.FirstOrDefault(Commits.ContainsKey);

    /// <summary>A few branches, for somebody who named none of them.</summary>
    public string Known()
    {
        var branches = Commits.Keys.Where(name => name.StartsWith("refs/heads/", StringComparison.Ordinal)).Take(10).Select(name => ConfinedPath.Printable(name["refs/heads/".Length..])).ToList();
        return branches.Count == 0 ? "It has no commit yet: make one first." : $"Its branches are: {string.Join(", ", branches)}. Choose one with --base.";
    }
}
