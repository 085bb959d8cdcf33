using System.Text.RegularExpressions;
using Factory.Contracts.Missions;

namespace Factory.SignalIntake.Slack;

/// <summary>What somebody wants of the factory, in plain text.</summary>
/// <param name="Repository">One of the source's repositories that the text names by <c>in owner/name</c>; null for none.</param>
/// <param name="Text">What is left for people and models: without the word that commands.</param>
/// <param name="Order">What is to become of the thread's mission, where the text is one word that says it; null where it asks for something.</param>
internal sealed partial record SlackWords(MissionKind Kind, string? Repository, string Text, SlackOrderKind? Order)
{
    /// <param name="repositories">The names of the source's repositories, in small letters.</param>
    public static SlackWords Of(string text, IReadOnlyCollection<string> repositories)
    {
        var repository = Named().Matches(text).Select(match => match.Groups["name"].Value.TrimEnd('.', '/').ToLowerInvariant()).FirstOrDefault(repositories.Contains);
        var end = text.AsSpan().IndexOfAny(' ', '\n', ':');
        var (first, rest) = end < 0 ? (text, "") : (text[..end], text[(end + 1)..].Trim());
        return first.ToLowerInvariant() switch
        {
            "cancel" when rest.Length == 0 => new SlackWords(MissionKind.Change, null, text, SlackOrderKind.Cancel),
            "pause" when rest.Length == 0 => new SlackWords(MissionKind.Change, null, text, SlackOrderKind.Pause),
            "resume" when rest.Length == 0 => new SlackWords(MissionKind.Change, null, text, SlackOrderKind.Resume),
            "ask" => new SlackWords(MissionKind.Question, repository, rest, null),
            "fix" => new SlackWords(MissionKind.Change, repository, rest, null),
            _ => new SlackWords(text.TrimEnd().EndsWith('?') ? MissionKind.Question : MissionKind.Change, repository, text, null),
        };
    }

    [GeneratedRegex(@"\bin (?<name>[A-Za-z0-9][A-Za-z0-9._/-]{0,199})", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}
