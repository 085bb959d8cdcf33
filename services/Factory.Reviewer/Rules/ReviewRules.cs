using Factory.Contracts.Features;
using Factory.Workspaces;

namespace Factory.Reviewer.Rules;

/// <summary>All rules over one change. A rule is a pure function from what changed to findings.</summary>
internal static class ReviewRules
{
    private const int MostDiff = 4_000_000;

    /// <summary>What the rules cannot see they cannot let pass.</summary>
    private static readonly Finding TooLarge = new(Severity.Blocking, "too-large", "", 0, $"The change has more than {MostDiff} characters: the rules cannot look at all of it; a person has to.");

    private static readonly Finding Empty = new(Severity.Blocking, "nothing-changed", "", 0, "The change is empty.");

    /// <param name="before">What was in before the feature; null for nothing.</param>
    public static async Task<IReadOnlyList<Finding>> Check(Workspace workspace, Change change, Change? before, IReadOnlyList<string> writeSet, CancellationToken ct)
    {
        var files = await workspace.Changes(change.BaseCommit, change.Commit, ct);
        var own = before is null ? files : await workspace.Changes(before.Commit, change.Commit, ct);
        var text = await workspace.Diff(change.BaseCommit, change.Commit, MostDiff, ct, binaries: true);
        var diff = ChangedLine.In(text);
        return
        [
            .. files.Count == 0 ? [Empty] : Array.Empty<Finding>(),
            .. text.Length > MostDiff ? [TooLarge] : Array.Empty<Finding>(),
            .. ProtectedPaths.Check(files), .. WriteSetRule.Check(own, writeSet), .. WeakenedTests.Check(files, diff), .. HiddenCharacters.Check(diff), .. SecretsRule.Check(diff),
        ];
    }
}
