using System.Globalization;
using Factory.Contracts.Origins;

namespace Factory.Publisher.Slack;

/// <summary>Looks for what the factory said before, and died before it was recorded.</summary>
internal sealed class SlackThread(SlackClient client, SlackIdentities identities)
{
    private const int PageSize = 200;

    /// <summary>A thread with more messages was read far enough.</summary>
    private const int MostPages = 10;

    /// <summary>The mission's message; null where there is none.</summary>
    public async Task<string?> FindMessage(ChatSettings chat, ChatRef place, Guid mission, CancellationToken ct)
    {
        var own = (await identities.Of(chat, ct)).UserId;
        return await First(
            chat, place, said => said.User == own && said.Metadata?.EventType == SlackMessage.EventType && said.Metadata.Payload?["mission"]?.ToString() == mission.ToString() ? said.Ts : null, ct);
    }

    /// <summary>Whether a file of that name is there.</summary>
    public async Task<bool> HasFile(ChatSettings chat, ChatRef place, string name, CancellationToken ct)
    {
        var own = (await identities.Of(chat, ct)).UserId;
        return await First(chat, place, said => said.User == own && said.Files?.Any(file => file.Name == name) is true ? said.Ts : null, ct) is not null;
    }

    private async Task<string?> First(ChatSettings chat, ChatRef place, Func<SlackSaid, string?> find, CancellationToken ct)
    {
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var messages = await Page(chat, place, cursor, ct);
            if (messages.Messages.Select(find).FirstOrDefault(found => found is not null) is { } found)
                return found;
            cursor = messages.More?.Next;
            if (string.IsNullOrEmpty(cursor))
                return null;
        }

        return null;
    }

    /// <summary>Of the thread; where a command asked there is no thread, and the channel's newest messages are looked at.</summary>
    private Task<SlackMessages> Page(ChatSettings chat, ChatRef place, string? cursor, CancellationToken ct)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["channel"] = place.Channel,
            ["limit"] = PageSize.ToString(CultureInfo.InvariantCulture),
            ["include_all_metadata"] = "true",
        };
        if (place.Thread.Length > 0)
            arguments["ts"] = place.Thread;
        if (cursor is not null)
            arguments["cursor"] = cursor;
        return client.Ask<SlackMessages>(chat, place.Thread.Length > 0 ? "conversations.replies" : "conversations.history", arguments, ct);
    }
}
