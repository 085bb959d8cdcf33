using Factory.Contracts.Repositories;
using Factory.Workspaces.Scanning;

namespace Factory.Publisher.Publishing;

/// <summary>Which branches the factory may make: its own prefix, and git's rules for reference names, kept narrower.</summary>
internal static class BranchRules
{
    private const int LongestName = 200;

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Problem(string branch) =>
        !branch.StartsWith(PublishChange.BranchPrefix, StringComparison.Ordinal) ? $"only branches under {PublishChange.BranchPrefix} are published"
        : branch.Length > LongestName ? $"it is longer than {LongestName} characters"
        : !branch.All(IsAllowed) ? "it has characters other than letters, digits, dots, dashes, underscores and slashes"
        : SecretScan.In(branch).Any() ? "it holds what looks like a secret"
        : branch.Split('/').Select(PartProblem).FirstOrDefault(problem => problem is not null);

    private static bool IsAllowed(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or '/';

    private static string? PartProblem(string part) =>
        part.Length == 0 ? "a part of it is empty"
        : part[0] is '.' or '-' ? "a part of it starts with a dot or a dash"
        : part[^1] == '.' || part.EndsWith(".lock", StringComparison.Ordinal) ? "a part of it ends with a dot or .lock"
        : part.Contains("..", StringComparison.Ordinal) ? "it has two dots in a row"
        : null;
}
