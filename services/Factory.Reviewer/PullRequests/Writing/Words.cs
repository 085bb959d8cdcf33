using System.Globalization;
using System.Text.RegularExpressions;
using Factory.Contracts.Features;
using Factory.Contracts.Runs;
using Factory.History;
using Factory.Workspaces.Scanning;

namespace Factory.Reviewer.PullRequests.Writing;

/// <summary>Text of models and repositories made fit to stand in what the factory writes: one line without markup. Its tags, links and mentions Publisher takes care of.</summary>
internal static partial class Words
{
    public static string Inert(string text, int longest) => Special().Replace(Redaction.Of(OneLine.Of(text, longest)), "\\$0");

    /// <summary>A path or name as code.</summary>
    public static string Code(string text) => $"`{Redaction.Of(OneLine.Of(text, 300)).Replace('`', '\'').Replace("|", "\\|", StringComparison.Ordinal)}`";

    public static string Where(Finding finding) => finding.Path.Length == 0 ? "" : Code(Places.FindingPlaces.IsOfFile(finding.Rule) || finding.Line < 1 ? finding.Path : $"{finding.Path}:{finding.Line}");

    public static string Grave(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    public static string Cost(Spending spent) => string.Create(CultureInfo.InvariantCulture, $"${spent.Usd:0.00##}, {spent.Tokens:n0} tokens, {Count(spent.Turns, "turn")}");

    [GeneratedRegex(@"[\\`*_{}\[\]#|~!]", RegexOptions.None, 1000)]
    private static partial Regex Special();
}
