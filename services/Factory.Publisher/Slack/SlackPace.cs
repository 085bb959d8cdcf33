using System.Collections.Concurrent;

namespace Factory.Publisher.Slack;

/// <summary>How long Slack asked to leave a method alone. Its limits are of a method and an app; a process that did not hear of one is told when it asks.</summary>
internal sealed class SlackPace(TimeProvider time)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Chat, string Method), DateTimeOffset> _until = new();

    /// <summary>When it may be asked again; null for now.</summary>
    public DateTimeOffset? Wait(string chat, string method) =>
        _until.TryGetValue((chat, method), out var until) && until > time.GetUtcNow() ? until : null;

    /// <param name="wait">As Slack said it; null where it did not.</param>
    /// <returns>When it may be asked again.</returns>
    public DateTimeOffset Hold(string chat, string method, TimeSpan? wait)
    {
        var patience = wait is { } said && said > TimeSpan.Zero ? said : Usual;
        return _until[(chat, method)] = time.GetUtcNow() + (patience < Longest ? patience : Longest);
    }
}
