using Factory.Contracts.Features;
using Factory.Workspaces.Scanning;

namespace Factory.Reviewer.Rules;

/// <summary>Keys and tokens of well-known forms in added lines. The finding does not repeat them.</summary>
internal static class SecretsRule
{
    public static IEnumerable<Finding> Check(IReadOnlyList<ChangedLine> diff) =>
        from line in diff
        where line.Added
        from secret in SecretScan.In(line.Text).Take(1)
        select new Finding(Severity.Blocking, "secret", line.Path, line.Line, $"The line looks as if it held {secret.Kind}.");
}
