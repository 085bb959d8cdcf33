using System.Collections.Concurrent;
using Factory.Contracts.Chats;

namespace Factory.Publisher.Slack;

/// <summary>Who somebody is in a workspace, as Slack said within the last five minutes. What Slack does not say lets nobody through.</summary>
internal sealed class SlackPeople(SlackClient client, TimeProvider time)
{
    /// <summary>So many answers are kept at most: then all are asked for anew.</summary>
    private const int Most = 20_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<(ChatSettings Chat, string Id), (SlackPerson Person, long At)> _people = new();
    private readonly ConcurrentDictionary<(ChatSettings Chat, string Workspace, string Id), (IReadOnlySet<string> Members, long At)> _groups = new();

    /// <summary>Why somebody may not ask for work; null where they may.</summary>
    /// <param name="workspace">Where the groups are; empty where it was not told.</param>
    /// <exception cref="SlackRefused">Slack refuses it.</exception>
    /// <exception cref="Outputs.AskLater">Slack asks for patience.</exception>
    /// <exception cref="HttpRequestException">Slack cannot be reached.</exception>
    public async Task<string?> Problem(ChatSettings chat, string workspace, string user, ChatPersonRules must, CancellationToken ct)
    {
        if (must.Groups.Count > 0 && !await IsOfOne(chat, workspace, user, must.Groups, ct))
            return $"{user} is neither among the people that factory.signals.yaml names nor in one of its user groups.";
        return must.Guests ? null : await Guest(chat, user, ct);
    }

    private async Task<bool> IsOfOne(ChatSettings chat, string workspace, string user, IReadOnlyList<string> groups, CancellationToken ct)
    {
        foreach (var group in groups)
        {
            if ((await Members(chat, workspace, group, ct)).Contains(user))
                return true;
        }

        return false;
    }

    private async Task<string?> Guest(ChatSettings chat, string user, CancellationToken ct)
    {
        try
        {
            return await Person(chat, user, ct) switch
            {
                { Deleted: true } => $"The account of {user} is closed.",
                { IsBot: true } => $"{user} is a bot.",
                { IsStranger: true } => $"{user} is of another workspace, and not in a channel that the app sees.",
                { IsRestricted: true } or { IsUltraRestricted: true } => $"{user} is a guest of the workspace. Add the id to people, if they may ask, or set guests: true.",
                _ => null,
            };
        }
        catch (SlackRefused refused) when (refused.Error is "user_not_found" or "user_not_visible")
        {
            return $"Slack does not say who {user} is.";
        }
    }

    private async Task<SlackPerson> Person(ChatSettings chat, string user, CancellationToken ct)
    {
        if (_people.TryGetValue((chat, user), out var known) && time.GetElapsedTime(known.At) < Kept)
            return known.Person;
        var read = await client.Ask<SlackPersonAnswer>(chat, "users.info", new Dictionary<string, string>(StringComparer.Ordinal) { ["user"] = user }, ct);
        var person = read.User?.Id == user ? read.User : throw new HttpRequestException("What Slack answers users.info with is about somebody else.");
        Keep(_people, (chat, user), (person, time.GetTimestamp()));
        return person;
    }

    private async Task<IReadOnlySet<string>> Members(ChatSettings chat, string workspace, string group, CancellationToken ct)
    {
        if (_groups.TryGetValue((chat, workspace, group), out var known) && time.GetElapsedTime(known.At) < Kept)
            return known.Members;
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["usergroup"] = group };

        // An app of a whole organisation has to say where; others are not asked.
        if (workspace.StartsWith('T'))
            arguments["team_id"] = workspace;
        var read = await client.Ask<SlackGroupAnswer>(chat, "usergroups.users.list", arguments, ct);
        var members = read.Users.ToHashSet(StringComparer.Ordinal);
        Keep(_groups, (chat, workspace, group), (members, time.GetTimestamp()));
        return members;
    }

    private static void Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept, TKey key, TValue value)
        where TKey : notnull
    {
        if (kept.Count >= Most)
            kept.Clear();
        kept[key] = value;
    }
}
