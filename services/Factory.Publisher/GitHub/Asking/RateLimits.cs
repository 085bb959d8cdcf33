using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Factory.Publisher.Outputs;

namespace Factory.Publisher.GitHub.Asking;

/// <summary>
/// When a forge may be asked again. A primary limit is told by headers, a secondary one by a refusal; either is waited for outside: the lease ends, and the work is
/// asked for again when it may go on.
/// </summary>
internal sealed class RateLimits(TimeProvider time)
{
    /// <summary>What GitHub asks for where a secondary limit names no time.</summary>
    private static readonly TimeSpan Secondary = TimeSpan.FromMinutes(1);

    /// <summary>A forge that asks for more is asked again then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    /// <exception cref="AskLater">Not yet.</exception>
    public void Check(string budget)
    {
        if (!_until.TryGetValue(budget, out var until))
            return;
        if (until > time.GetUtcNow())
            throw new AskLater(until, "The forge's limit of requests is reached.");
        _until.TryRemove(KeyValuePair.Create(budget, until));
    }

    /// <summary>Remembers what an answer says of limits.</summary>
    /// <exception cref="AskLater">It was refused for a limit.</exception>
    public void See(string budget, HttpResponseMessage answer, ReadOnlySpan<byte> body)
    {
        var spent = Header(answer.Headers, "x-ratelimit-remaining") == "0";
        var reset = spent && long.TryParse(Header(answer.Headers, "x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : (DateTimeOffset?)null;
        if (!IsLimited(answer, spent, body))
        {
            if (reset is { } later)
                Wait(budget, later);
            return;
        }

        throw new AskLater(Wait(budget, RetryAfter(answer.Headers) ?? reset ?? time.GetUtcNow() + Secondary), "The forge's limit of requests is reached.");
    }

    private DateTimeOffset Wait(string budget, DateTimeOffset until)
    {
        var now = time.GetUtcNow();

        // Clocks differ by a second, and a second too late is better than one too early.
        var bounded = until > now + Longest ? now + Longest : until < now ? now + TimeSpan.FromSeconds(1) : until + TimeSpan.FromSeconds(1);
        return _until.AddOrUpdate(budget, bounded, (_, known) => known > bounded ? known : bounded);
    }

    private static bool IsLimited(HttpResponseMessage answer, bool spent, ReadOnlySpan<byte> body) =>
        answer.StatusCode == HttpStatusCode.TooManyRequests
        || (answer.StatusCode == HttpStatusCode.Forbidden
            && (spent || answer.Headers.RetryAfter is not null || Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4_096)]).Contains("rate limit", StringComparison.OrdinalIgnoreCase)));

    private DateTimeOffset? RetryAfter(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => time.GetUtcNow() + (delta < Longest ? delta : Longest),
        { Date: { } date } => date,
        _ => null,
    };

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
