using Factory.Contracts.Features;
using Factory.Workspaces;

namespace Factory.Reviewer.Rules;

/// <summary>All rules over one change. A rule is a pure function from what changed to findings.</summary>
internal static class ReviewRules
{
    public const int MostDiff = 4_000_000;

    /// <summary>What the rules cannot see they cannot let pass.</summary>
    private static readonly Finding TooLarge = new(Severity.Blocking, "too-large", "", 0, $"The change has more than {MostDiff} characters: the rules cannot look at all of it; a person has to.");

    private static readonly Finding Empty = new(Severity.Blocking, "nothing-changed", "", 0, "The change is empty.");

    /// <param name="before">What was in before the feature; null for nothing.</param>
    public static async Task<IReadOnlyList<Finding>> Check(Workspace workspace, Change change, Change? before, IReadOnlyList<string> writeSet, CancellationToken ct)
    {
        var files = await workspace.Changes(change.BaseCommit, change.Commit, ct);
        var own = before is null ? files : await workspace.Changes(before.Commit, change.Commit, ct);
        var text = await workspace.Diff(change.BaseCommit, change.Commit, MostDiff, ct, binaries: true);
        return [.. files.Count == 0 ? [Empty] : Array.Empty<Finding>(), .. WriteSetRule.Check(own, writeSet), .. OfAnyChange(files, text)];
    }

    /// <summary>
    /// The same rules over a pull request, which people made: what only a person may change is changed by one, and said; an empty one is none of our business.
    /// </summary>
    /// <param name="diff">At least <see cref="MostDiff"/> characters of it, where it has as many.</param>
    public static IReadOnlyList<Finding> OfPullRequest(IReadOnlyList<ChangedFile> files, IReadOnlyList<(string Path, bool IsSubmodule)> links, string diff) =>
        [.. OfAnyChange(files, diff).Select(AmongPeople), .. LinksRule.Check(links)];

    private static IEnumerable<Finding> OfAnyChange(IReadOnlyList<ChangedFile> files, string text)
    {
        var diff = ChangedLine.In(text);
        return
        [
            .. text.Length > MostDiff ? [TooLarge] : Array.Empty<Finding>(),
            .. ProtectedPaths.Check(files), .. WeakenedTests.Check(files, diff), .. HiddenCharacters.Check(diff), .. SecretsRule.Check(diff),
        ];
    }

    private static Finding AmongPeople(Finding finding) => finding.Rule switch
    {
        "protected-path" => finding with { Severity = Severity.Warning, Message = "This file decides over code from outside of it: somebody who may decide that has to look at it." },
        "test-settings" => finding with { Severity = Severity.Note, Message = "What decides how tests run changes." },
        "too-large" => finding with { Severity = Severity.Warning },
        _ => finding,
    };
}
