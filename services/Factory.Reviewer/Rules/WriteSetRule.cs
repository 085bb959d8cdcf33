using Factory.Contracts.Features;
using Factory.Droids.Roles;
using Factory.Workspaces;

namespace Factory.Reviewer.Rules;

/// <summary>A feature changes only what its plan declared.</summary>
internal static class WriteSetRule
{
    /// <param name="files">What the feature changes, without what was in before it.</param>
    public static IEnumerable<Finding> Check(IReadOnlyList<ChangedFile> files, IReadOnlyList<string> writeSet) => WriteSet
        .Outside(writeSet, files.Select(file => file.Path))
        .Select(path => new Finding(Severity.Blocking, "write-set", path, 1, $"The plan lets this feature write {string.Join(", ", writeSet)} only."));
}
