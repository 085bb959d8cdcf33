using System.Text.RegularExpressions;

namespace Factory.Planner.Missions;

/// <summary>The commits that a report about a merge or a deployment names: <c>OLD..NEW</c>, each by its full id. Whether OLD is a commit, only whoever looks can say.</summary>
internal static partial class FollowedRange
{
    /// <returns>OLD of the first range; null for none.</returns>
    public static string? Since(string? report) => Range().Match(report ?? "") is { Success: true } range ? range.Groups["old"].Value : null;

    [GeneratedRegex(@"(?<![0-9a-f])(?<old>[0-9a-f]{40}|[0-9a-f]{64})\.\.\.?([0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Range();
}
