using System.Text.RegularExpressions;
using Factory.Contracts.Missions;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.GitHub;

/// <summary>What a comment tells the factory: a line that begins with <c>/factory</c> or with <c>@</c> and the bot's name.</summary>
/// <param name="Kind">Null where the word is not known.</param>
/// <param name="Rest">What is said with it: the rest of the line, and the lines below, without what is quoted.</param>
internal sealed partial record GitHubCommand(MissionKind? Kind, string Word, string Rest)
{
    public const string Known = "fix, feature, do, ask; on pull requests review, full review, pause, resume, ignore, explain and fix";

    /// <summary>Null where the comment tells it nothing. What is quoted, shown as code, or not shown at all is not said by its author.</summary>
    public static GitHubCommand? In(string comment, GitHubRules rules)
    {
        var lines = Hidden().Replace(comment, "").ReplaceLineEndings("\n").Split('\n');
        var fence = "";
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            var mark = Fence(line);
            if (fence.Length > 0)
                fence = mark.StartsWith(fence, StringComparison.Ordinal) && line.Trim() == mark ? "" : fence;
            else if (mark.Length > 0)
                fence = mark;
            else if (After(line, "/factory") is { } told)
                return Of(told, mention: false).With(lines[(at + 1)..]);
            else if (After(line, $"@{rules.Bot}") is { } asked)
                return Of(asked, mention: true).With(lines[(at + 1)..]);
        }

        return null;
    }

    private GitHubCommand With(IEnumerable<string> below) =>
        this with { Rest = string.Join('\n', below.Where(line => !line.TrimStart().StartsWith('>')).Prepend(Rest)).Trim() };

    /// <summary>What opens shown code, three or more of one mark; a like one of at least its length closes it. Empty where the line is none.</summary>
    private static string Fence(string line)
    {
        var text = line.TrimStart();
        if (text.Length == 0 || text[0] is not ('`' or '~'))
            return "";
        var mark = text[..^text.TrimStart(text[0]).Length];
        return mark.Length >= 3 && !(mark[0] == '`' && text[mark.Length..].Contains('`', StringComparison.Ordinal)) ? mark : "";
    }

    /// <summary>Nobody sees what stands in there, to its end or to that of the text.</summary>
    [GeneratedRegex(@"<!--.*?(-->|\z)", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Hidden();

    private static string? After(string line, string start) =>
        line.StartsWith(start, StringComparison.OrdinalIgnoreCase) && (line.Length == start.Length || char.IsWhiteSpace(line[start.Length]) || line[start.Length] is ',' or ':')
            ? line[start.Length..].TrimStart(',', ':', ' ', '\t').TrimEnd()
            : null;

    private static GitHubCommand Of(string told, bool mention)
    {
        var end = told.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = end < 0 ? (told, "") : (told[..end], told[end..].Trim());
        return word.ToLowerInvariant() switch
        {
            "" or "fix" or "do" => new GitHubCommand(MissionKind.Change, word, rest),
            "ask" => new GitHubCommand(MissionKind.Question, word, rest),
            _ when told.EndsWith('?') => new GitHubCommand(MissionKind.Question, "", told),

            // Spoken to by its name people write sentences.
            _ when mention => new GitHubCommand(MissionKind.Change, "", told),
            _ => new GitHubCommand(null, word, rest),
        };
    }
}
