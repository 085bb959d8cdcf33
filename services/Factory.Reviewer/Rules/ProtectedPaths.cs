using Factory.Contracts.Features;
using Factory.Workspaces;

namespace Factory.Reviewer.Rules;

/// <summary>What decides over code from outside of it (CI, owners, hooks, the factory's own rules) needs a person.</summary>
internal static class ProtectedPaths
{
    private static readonly string[] Folders = [".github/", ".gitlab/", ".circleci/", ".factory/", ".husky/", ".githooks/", ".git/"];

    private static readonly string[] Files =
    [
        "CODEOWNERS", ".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile", ".gitmodules", ".gitattributes", ".npmrc", "NuGet.config", "pip.conf", ".pypirc", ".mcp.json", ".env", "AGENTS.md", "CLAUDE.md",
    ];

    public static IEnumerable<Finding> Check(IReadOnlyList<ChangedFile> files) => files
        .Where(file => Folders.Any(folder => file.Path.StartsWith(folder, StringComparison.OrdinalIgnoreCase)) || Files.Contains(Path.GetFileName(file.Path), StringComparer.OrdinalIgnoreCase))
        .Select(file => new Finding(Severity.Blocking, "protected-path", file.Path, 1, "This file decides over code from outside of it; a person has to change it."));
}
