using System.Collections.Concurrent;

namespace Factory.Publisher.Slack;

/// <summary>Whom a chat's token stands for: asked once an hour, since a message is only the factory's own if its user wrote it.</summary>
internal sealed class SlackIdentities(SlackClient client, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<ChatSettings, (SlackIdentity Identity, long At)> _known = new();

    public async Task<SlackIdentity> Of(ChatSettings chat, CancellationToken ct)
    {
        if (_known.TryGetValue(chat, out var known) && time.GetElapsedTime(known.At) < Kept)
            return known.Identity;
        var identity = await client.Ask<SlackIdentity>(chat, "auth.test", new Dictionary<string, string>(StringComparer.Ordinal), ct);
        _known[chat] = (identity, time.GetTimestamp());
        return identity;
    }
}
