using Factory.Contracts.Chats;

namespace Factory.SignalIntake.Slack;

/// <summary>What of a Slack app's events asks for work, and by whom. Everything is named by Slack's ids, which nobody can take; names can be taken.</summary>
/// <param name="Chat">Name of the chat in Publisher's settings: answers go there.</param>
/// <param name="Workspaces">Workspaces (<c>T…</c>) and Enterprise organisations (<c>E…</c>) whose people may ask.</param>
/// <param name="Channels">Where people are listened to, by the channel's id.</param>
/// <param name="People">Who may ask, by id; null for everybody of the workspaces. Where only groups are named it is empty.</param>
/// <param name="Direct">The repository that direct messages are about; null where none are listened to.</param>
internal sealed record SlackRules(string Chat, IReadOnlySet<string> Workspaces, IReadOnlyDictionary<string, SlackChannel> Channels, IReadOnlySet<string>? People, string? Direct)
{
    /// <summary>User groups (<c>S…</c>) whose members may ask, beside <see cref="People"/>; Publisher looks them up.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether guests of a workspace may ask, whose ids are not named. Where they may not, Publisher looks up everybody.</summary>
    public bool Guests { get; init; }

    /// <summary>What Publisher asks Slack about those whose ids are not named.</summary>
    public ChatPersonRules Must => new(Groups, Guests);
}

/// <param name="Repository">What is worked on, by its name among the source's repositories; null where each message has to name it.</param>
/// <param name="AllMessages">Whether every message asks for work, or those that mention the factory.</param>
internal sealed record SlackChannel(string? Repository, bool AllMessages);
