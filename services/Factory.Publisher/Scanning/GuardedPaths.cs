using Factory.Workspaces.Repositories;

namespace Factory.Publisher.Scanning;

/// <summary>Paths of a change that run on others' machines with their rights, or say who must look at changes: a person has to see these.</summary>
internal static class GuardedPaths
{
    private const int Shown = 20;

    private static readonly string[] Folders = [".github/workflows/", ".github/actions/", ".circleci/", ".buildkite/", ".gitea/workflows/", ".forgejo/workflows/", ".factory/", ".husky/", ".devcontainer/"];

    private static readonly HashSet<string> Names = new(
        ["codeowners", ".gitlab-ci.yml", "azure-pipelines.yml", "jenkinsfile", ".travis.yml", ".npmrc", ".yarnrc", ".yarnrc.yml", "nuget.config", ".pypirc", "pip.conf", ".gitattributes", ".pre-commit-config.yaml", "dependabot.yml", "renovate.json", ".mcp.json", ".envrc", "agents.md"],
        StringComparer.Ordinal);

    public static IReadOnlyList<string> In(ChangeContents change)
    {
        List<string> guarded = [.. change.Entries.Select(entry => entry.Path).Where(IsGuarded)];
        return guarded.Count <= Shown ? guarded : [.. guarded.Take(Shown), $"and {guarded.Count - Shown} more"];
    }

    private static bool IsGuarded(string path)
    {
        var folded = PathRules.Fold(path);
        return Names.Contains(folded[(folded.LastIndexOf('/') + 1)..]) || Folders.Any(folder => folded.StartsWith(folder, StringComparison.Ordinal));
    }
}
