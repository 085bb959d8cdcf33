namespace Factory.SignalIntake.Slack;

/// <summary>What of a Slack app's events asks for work, and by whom. Everything is named by Slack's ids, which nobody can take; names can be taken.</summary>
/// <param name="Chat">Name of the chat in Publisher's settings: answers go there.</param>
/// <param name="Workspaces">Workspaces (<c>T…</c>) and Enterprise organisations (<c>E…</c>) whose people may ask.</param>
/// <param name="Channels">Where people are listened to, by the channel's id.</param>
/// <param name="People">Who may ask, by id; null for everybody of the workspaces.</param>
/// <param name="Direct">The repository that direct messages are about; null where none are listened to.</param>
internal sealed record SlackRules(string Chat, IReadOnlySet<string> Workspaces, IReadOnlyDictionary<string, SlackChannel> Channels, IReadOnlySet<string>? People, string? Direct);

/// <param name="Repository">What is worked on, by its name among the source's repositories; null where each message has to name it.</param>
/// <param name="AllMessages">Whether every message asks for work, or those that mention the factory.</param>
internal sealed record SlackChannel(string? Repository, bool AllMessages);
