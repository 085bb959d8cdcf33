using System.Text.RegularExpressions;
using Factory.Contracts.Features;

namespace Factory.Reviewer.Rules;

/// <summary>Keys and tokens of well-known forms in added lines. The finding does not repeat them.</summary>
internal static class SecretsRule
{
    private static readonly Regex Secret = new(@"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bsk-[A-Za-z0-9_-]{20,}\b|\bAIza[0-9A-Za-z_-]{35}\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    public static IEnumerable<Finding> Check(IReadOnlyList<DiffLine> diff) => diff
        .Where(line => line.Added && Secret.IsMatch(line.Text))
        .Select(line => new Finding(Severity.Blocking, "secret", line.Path, line.Line, "The line looks like a key or a token."));
}
