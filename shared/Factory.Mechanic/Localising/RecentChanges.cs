using System.Globalization;
using System.Text.RegularExpressions;
using Factory.Workspaces;
using Factory.Workspaces.Files;

namespace Factory.Mechanic.Localising;

/// <summary>Lines that the last commits touched: what worked until lately broke there more often than elsewhere.</summary>
internal static partial class RecentChanges
{
    private const int Files = 4;
    private const int Commits = 30;
    private const double Last = 1.25;
    private const double LastButOne = 1.1;

    /// <summary>Weights above 1 of lines that failing tests ran; none where the file has no history to speak of.</summary>
    public static async Task<IReadOnlyDictionary<(string Path, int Line), double>> Weights(Workspace workspace, Coverage coverage, IEnumerable<string> failing, CancellationToken cancellationToken)
    {
        var ran = failing.Where(coverage.Tests.ContainsKey).SelectMany(t => coverage.Tests[t]).GroupBy(f => f.Key, f => f.Value, StringComparer.Ordinal)
            .Select(g => (Path: g.Key, Lines: g.SelectMany(l => l).ToHashSet())).Where(f => f.Lines.Count > 0).OrderByDescending(f => f.Lines.Count).ThenBy(f => f.Path, StringComparer.Ordinal).Take(Files);
        var weights = new Dictionary<(string, int), double>();
        var reader = workspace.CommitsAt(workspace.Head);
        foreach (var (path, lines) in ran)
        {
            try
            {
                var commits = (await reader.Log(path, Commits, cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ')[0]).ToList();
                if (commits.Count < 2) continue;
                foreach (Match match in Line().Matches(await reader.Blame(path, lines.Min(), lines.Max(), cancellationToken)))
                {
                    var line = int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture);
                    var age = commits.FindIndex(c => match.Groups["commit"].Value.StartsWith(c, StringComparison.Ordinal) || c.StartsWith(match.Groups["commit"].Value, StringComparison.Ordinal));
                    if (age is 0 or 1 && lines.Contains(line)) weights[(path, line)] = age == 0 ? Last : LastButOne;
                }
            }
            catch (FileRefused)
            {
                // A file that is not committed has no history.
            }
        }

        return weights;
    }

    [GeneratedRegex(@"^\^?(?<commit>[0-9a-f]{7,40}) [^\n]*?\d{4}-\d\d-\d\d +(?<line>\d{1,7})\)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
