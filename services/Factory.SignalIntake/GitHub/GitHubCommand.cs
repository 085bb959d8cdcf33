using Factory.Contracts.Missions;
using Factory.SignalIntake.Sources;

namespace Factory.SignalIntake.GitHub;

/// <summary>What a comment tells the factory: a line that begins with <c>/factory</c> or with <c>@</c> and the bot's name.</summary>
/// <param name="Kind">Null where the word is not known.</param>
internal sealed record GitHubCommand(MissionKind? Kind, string Word, string Rest)
{
    public const string Known = "fix, do, ask";

    /// <summary>Null where the comment tells it nothing. What is quoted or shown as code is not said by its author.</summary>
    public static GitHubCommand? In(string comment, GitHubRules rules)
    {
        var fenced = false;
        foreach (var line in comment.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.TrimStart().StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            else if (!fenced && After(line, "/factory") is { } told)
                return Of(told, mention: false);
            else if (!fenced && After(line, $"@{rules.Bot}") is { } asked)
                return Of(asked, mention: true);
        }

        return null;
    }

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
