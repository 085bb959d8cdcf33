using System.Text.RegularExpressions;
using Factory.Contracts.Features;
using Factory.Workspaces;
using Factory.Workspaces.Testing;

namespace Factory.Reviewer.Rules;

/// <summary>Tests that are deleted, skipped, or lose assertions; runner settings that change.</summary>
internal static class WeakenedTests
{
    private static readonly Regex Skip = new(@"@(unittest\.)?(skip|expectedFailure)|pytest\.mark\.(skip|xfail)|\.(skip|todo|only)\s*\(|\b(xit|xtest|xdescribe)\s*\(|Skip\s*=\s*""|\[Ignore|@Disabled|@Ignore", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex Assertion = new(@"\bassert|\bexpect\s*\(|\bAssert\.|\bShould|\bt\.(is|deepEqual|true|false)\(", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public static IEnumerable<Finding> Check(IReadOnlyList<ChangedFile> files, IReadOnlyList<ChangedLine> diff)
    {
        foreach (var file in files.Where(file => FileKinds.IsTest(file.Path)))
        {
            var lines = diff.Where(line => line.Path == file.Path).ToList();
            if (file.Kind == 'D')
                yield return new Finding(Severity.Blocking, "tests-deleted", file.Path, 1, "A test file is deleted.");
            else if (lines.Find(line => line.Added && Skip.IsMatch(line.Text)) is { } skipped)
                yield return new Finding(Severity.Blocking, "tests-skipped", file.Path, skipped.Line, "A test is skipped or expected to fail.");
            else if (file.Kind != 'A' && lines.Count == 0)
                yield return new Finding(Severity.Blocking, "tests-unreadable", file.Path, 1, "What changes in this test cannot be seen as lines; a person has to look.");
            else if (Count(lines, added: false) > Count(lines, added: true))
                yield return new Finding(Severity.Blocking, "tests-weakened", file.Path, lines.First(line => !line.Added).Line, "More assertions are removed than added.");
        }

        foreach (var file in files.Where(file => FileKinds.IsConfiguration(file.Path) && !FileKinds.IsTest(file.Path)))
            yield return new Finding(Severity.Warning, "test-settings", file.Path, 1, "What decides how tests run changes; the evidence was taken with the settings from before.");
    }

    private static int Count(List<ChangedLine> lines, bool added) => lines.Count(line => line.Added == added && Assertion.IsMatch(line.Text));
}
