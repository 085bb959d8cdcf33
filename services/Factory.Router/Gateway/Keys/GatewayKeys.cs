using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Factory.History.Teams;

namespace Factory.Router.Gateway.Keys;

/// <summary>
/// Whose key a request carries. What the database said is believed for two seconds, so that a call costs no read and a revoked key ends soon. Keys are looked up by
/// their hash: how long that takes tells nothing about any of them.
/// </summary>
internal sealed class GatewayKeys(TeamTokens tokens, TimeProvider time)
{
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    private const string Scheme = "Bearer ";
    private const int LongestKey = 200;

    /// <summary>Guesses fill this; it is emptied rather than grown.</summary>
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(UInt128, UInt128), Known> known = new();

    /// <returns>Null where the request carries no key that is good.</returns>
    public ValueTask<GatewayPerson?> Find(HttpRequest request, CancellationToken cancellationToken)
    {
        if (Key(request.Headers) is not { } key)
        {
            return ValueTask.FromResult<GatewayPerson?>(null);
        }

        var sha256 = TeamTokens.Hash(key);
        var halves = MemoryMarshal.Cast<byte, UInt128>(sha256);
        return known.TryGetValue((halves[0], halves[1]), out var found) && time.GetElapsedTime(found.At) < Believed
            ? ValueTask.FromResult(found.Person)
            : Ask(sha256, (halves[0], halves[1]), cancellationToken);
    }

    private async ValueTask<GatewayPerson?> Ask(byte[] sha256, (UInt128, UInt128) hash, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var person = await tokens.FindGatewayKey(sha256, cancellationToken) is { } key ? new GatewayPerson(key) : null;
        if (known.Count >= MostKept)
        {
            known.Clear();
        }

        known[hash] = new Known(person, at);
        return person;
    }

    /// <summary>As OpenAI's tools send it, or as Anthropic's do. Of two that differ nobody knows which is meant.</summary>
    private static string? Key(IHeaderDictionary headers)
    {
        var bearer = headers.Authorization is [{ } authorization] && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : null;
        var apiKey = headers["x-api-key"] is [{ } single] ? single : null;
        var key = bearer is null || apiKey is null || bearer == apiKey ? bearer ?? apiKey : null;
        return key is { Length: > 0 and <= LongestKey } ? key : null;
    }

    private sealed record Known(GatewayPerson? Person, long At);
}
