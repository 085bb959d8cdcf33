using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Factory.History.Teams;

namespace Factory.Router.Gateway.Keys;

/// <summary>
/// Whose key a request carries. What the database said is believed for two seconds, so that a call costs no read and a revoked key ends soon; a key that was not asked for before is
/// good as soon as it is made. Keys are looked up by their hash: how long that takes tells nothing about any of them.
/// </summary>
internal sealed class GatewayKeys(KeyLookups lookups, TimeProvider time)
{
    public static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    private const string Scheme = "Bearer ";

    /// <summary>Where more come they are forgotten, rather than kept: each is then looked up again.</summary>
    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<(UInt128, UInt128), Known> good = new();

    /// <summary>Apart from the good ones: guesses push out none of them.</summary>
    private readonly ConcurrentDictionary<(UInt128, UInt128), Known> wrong = new();

    /// <returns>Null where the request carries no key that is good.</returns>
    public ValueTask<GatewayPerson?> Find(HttpRequest request, CancellationToken cancellationToken)
    {
        if (Key(request.Headers) is not { } key)
        {
            return ValueTask.FromResult<GatewayPerson?>(null);
        }

        var sha256 = TeamTokens.Hash(key);
        var halves = MemoryMarshal.Cast<byte, UInt128>(sha256);
        var hash = (halves[0], halves[1]);
        return (good.TryGetValue(hash, out var found) || wrong.TryGetValue(hash, out found)) && time.GetElapsedTime(found.At) < Believed
            ? ValueTask.FromResult(found.Person)
            : Ask(sha256, hash, cancellationToken);
    }

    private async ValueTask<GatewayPerson?> Ask(byte[] sha256, (UInt128, UInt128) hash, CancellationToken cancellationToken)
    {
        var at = time.GetTimestamp();
        var person = await lookups.Find(sha256, cancellationToken) is { } key ? new GatewayPerson(key) : null;
        var (its, others) = person is null ? (wrong, good) : (good, wrong);
        if (its.Count >= MostKept)
        {
            its.Clear();
        }

        its[hash] = new Known(person, at);
        others.TryRemove(hash, out _);
        return person;
    }

    /// <summary>As OpenAI's tools send it, or as Anthropic's do. Of two that differ nobody knows which is meant.</summary>
    private static string? Key(IHeaderDictionary headers)
    {
        var bearer = headers.Authorization is [{ } authorization] && authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : null;
        var apiKey = headers["x-api-key"] is [{ } single] ? single : null;
        var key = bearer is null || apiKey is null || bearer == apiKey ? bearer ?? apiKey : null;
        return key is not null && TeamTokens.MayBeGatewayKey(key) ? key : null;
    }

    private sealed record Known(GatewayPerson? Person, long At);
}
