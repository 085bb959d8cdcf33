using Factory.Contracts.Features;

namespace Factory.Reviewer.Rules;

/// <summary>Symbolic links and submodules that a change brings.</summary>
internal static class LinksRule
{
    public static IEnumerable<Finding> Check(IReadOnlyList<(string Path, bool IsSubmodule)> links) => links.Select(link => link.IsSubmodule
        ? new Finding(Severity.Blocking, "submodule", link.Path, 1, "A submodule: what it brings in cannot be seen here.")
        : new Finding(Severity.Blocking, "link", link.Path, 1, "A symbolic link: what reads or writes it may reach something else than this file."));
}
