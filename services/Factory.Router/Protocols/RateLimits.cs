using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Factory.Router.Protocols;

/// <summary>How long a provider asks to wait, by whichever of its headers says so.</summary>
internal static partial class RateLimits
{
    /// <summary>More than this is waited for by nobody.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private static readonly string[] Limits = ["requests", "tokens", "input-tokens", "output-tokens"];

    /// <returns>Null where it does not say.</returns>
    public static TimeSpan? Wait(Func<string, string?> header, DateTimeOffset now)
    {
        if (header("retry-after-ms") is { } exact && double.TryParse(exact, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is >= 0 and < int.MaxValue)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (RetryConditionHeaderValue.TryParse(header("Retry-After"), out var parsed))
            return NotNegative(parsed.Delta ?? (parsed.Date!.Value - now));

        // Of the limits that are used up the last to come back counts.
        var waits = Limits.Select(limit => OpenAi(header, limit) ?? Anthropic(header, limit, now)).OfType<TimeSpan>().ToList();
        return waits.Count == 0 ? null : NotNegative(waits.Max());
    }

    private static TimeSpan? OpenAi(Func<string, string?> header, string limit) =>
        header($"x-ratelimit-remaining-{limit}") == "0" && header($"x-ratelimit-reset-{limit}") is { } reset ? Duration(reset) : null;

    private static TimeSpan? Anthropic(Func<string, string?> header, string limit, DateTimeOffset now) =>
        header($"anthropic-ratelimit-{limit}-remaining") == "0" && DateTimeOffset.TryParse(header($"anthropic-ratelimit-{limit}-reset"), CultureInfo.InvariantCulture, out var reset)
            ? reset - now
            : null;

    /// <summary>As OpenAI writes them: 1s, 6m0s, 20ms, 1h2m3.5s.</summary>
    private static TimeSpan? Duration(string text)
    {
        var parts = Part().Matches(text);
        if (parts.Count == 0 || parts.Sum(part => part.Length) != text.Length)
            return null;
        var seconds = parts.Sum(part => double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture) * Unit(part.Groups["unit"].Value).TotalSeconds);
        return seconds < Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : Longest;
    }

    private static TimeSpan Unit(string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        "h" => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };

    private static TimeSpan NotNegative(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait;

    [GeneratedRegex(@"(?<number>\d{1,9}(\.\d{1,9})?)(?<unit>ms|s|m|h|d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}
