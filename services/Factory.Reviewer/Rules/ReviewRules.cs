using Factory.Contracts.Features;
using Factory.Workspaces;

namespace Factory.Reviewer.Rules;

/// <summary>All rules over one change. A rule is a pure function from what changed to findings.</summary>
internal static class ReviewRules
{
    private const int MostDiff = 4_000_000;

    /// <summary>What the rules cannot see they cannot let pass.</summary>
    private static readonly Finding TooLarge = new(Severity.Blocking, "too-large", "", 0, $"The change has more than {MostDiff} characters: the rules cannot look at all of it; a person has to.");

    public static async Task<IReadOnlyList<Finding>> Check(Workspace workspace, Change change, IReadOnlyList<string> writeSet, CancellationToken ct)
    {
        var files = await workspace.Changes(change.BaseCommit, change.Commit, ct);
        var text = await workspace.Diff(change.BaseCommit, change.Commit, MostDiff, ct, binaries: true);
        var diff = ChangedLine.In(text);
        return
        [
            .. text.Length > MostDiff ? [TooLarge] : Array.Empty<Finding>(),
            .. ProtectedPaths.Check(files), .. WriteSetRule.Check(files, writeSet), .. WeakenedTests.Check(files, diff), .. HiddenCharacters.Check(diff), .. SecretsRule.Check(diff),
        ];
    }
}
