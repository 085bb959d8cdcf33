using System.Text.RegularExpressions;
using Factory.Contracts.Missions;
using Factory.Contracts.Reviews;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.GitHub;

/// <summary>What a comment tells the factory: a line that begins with <c>/factory</c> or with <c>@</c> and the bot's name.</summary>
/// <param name="Kind">Null where the word is not known.</param>
/// <param name="Rest">What is said with it: the rest of the line, and the lines below, without what is quoted.</param>
internal sealed partial record GitHubCommand(MissionKind? Kind, string Word, string Rest)
{
    public const string Known = "fix, feature, do, docs, ask; on pull requests review, full review, pause, resume, ignore, explain, fix and ask";

    /// <summary>What it tells the review of a pull request; null where it tells it nothing, and always on issues.</summary>
    public ReviewOrder? Order { get; init; }

    public string OrderWords => Order == ReviewOrder.FullReview ? "full review" : Order?.ToString().ToLowerInvariant() ?? "";

    /// <summary>What was said with the order.</summary>
    public string OrderText { get; init; } = "";

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
        below.Where(line => !line.TrimStart().StartsWith('>')).ToList() is var lines ? this with { Rest = Joined(Rest, lines), OrderText = Joined(OrderText, lines) } : this;

    private static string Joined(string first, IEnumerable<string> lines) => string.Join('\n', lines.Prepend(first)).Trim();

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
        var (order, text) = Ordered(word.ToLowerInvariant(), rest);
        return Of(told, word, rest, mention) with { Order = order, OrderText = text };
    }

    private static (ReviewOrder? Order, string Text) Ordered(string word, string rest) => word switch
    {
        "full" when rest.Equals("review", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("review ", StringComparison.OrdinalIgnoreCase) => (ReviewOrder.FullReview, rest[6..].Trim()),
        "review" => (ReviewOrder.Review, rest),
        "pause" => (ReviewOrder.Pause, rest),
        "resume" => (ReviewOrder.Resume, rest),
        "ignore" => (ReviewOrder.Ignore, rest),
        "explain" => (ReviewOrder.Explain, rest),
        _ => (null, ""),
    };

    private static GitHubCommand Of(string told, string word, string rest, bool mention) =>
        word.ToLowerInvariant() switch
        {
            "" or "fix" or "do" or "feature" => new GitHubCommand(MissionKind.Change, word, rest),
            "docs" => new GitHubCommand(MissionKind.Docs, word, rest),
            "ask" => new GitHubCommand(MissionKind.Question, word, rest),
            _ when told.EndsWith('?') => new GitHubCommand(MissionKind.Question, "", told),

            // Spoken to by its name people write sentences.
            _ when mention => new GitHubCommand(MissionKind.Change, "", told),
            _ => new GitHubCommand(null, word, rest),
        };
}
