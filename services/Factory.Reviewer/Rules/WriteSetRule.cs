using System.IO.Enumeration;
using Factory.Contracts.Features;
using Factory.Workspaces;

namespace Factory.Reviewer.Rules;

/// <summary>A feature changes only what its plan declared.</summary>
internal static class WriteSetRule
{
    public static IEnumerable<Finding> Check(IReadOnlyList<ChangedFile> files, IReadOnlyList<string> writeSet) => writeSet.Count == 0
        ? []
        : files
            .Where(file => !writeSet.Any(allowed => Covers(allowed, file.Path)))
            .Select(file => new Finding(Severity.Blocking, "write-set", file.Path, 1, $"The plan lets this feature write {string.Join(", ", writeSet)} only."));

    private static bool Covers(string allowed, string path) =>
        path == allowed || path.StartsWith(allowed.TrimEnd('/') + "/", StringComparison.Ordinal) || FileSystemName.MatchesSimpleExpression(allowed.Replace("**", "*", StringComparison.Ordinal), path, ignoreCase: false);
}
