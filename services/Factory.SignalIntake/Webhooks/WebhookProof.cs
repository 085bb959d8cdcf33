using System.Security.Cryptography;
using System.Text;

namespace Factory.SignalIntake.Webhooks;

/// <summary>How a sender shows that a delivery is its own: an HMAC over the raw bytes, or a token.</summary>
/// <param name="Header">The header that holds it.</param>
/// <param name="Prefix">What stands before it there, for example <c>sha256=</c>; often empty.</param>
/// <param name="Scheme">What it is.</param>
internal sealed record WebhookProof(string Header, string Prefix, ProofScheme Scheme)
{
    private const int LongestProof = 1_000;

    /// <summary>GitHub's, see docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries.</summary>
    public static readonly WebhookProof GitHub = new("X-Hub-Signature-256", "sha256=", ProofScheme.HmacSha256Hex);

    /// <summary>Takes as long for a wrong proof as for a right one.</summary>
    /// <param name="sent">The header's value; null where there is none.</param>
    /// <remarks>While a secret is changed some senders sign with both, and send the proofs as a list with commas (PagerDuty).</remarks>
    public bool Holds(string? sent, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body)
    {
        if (sent is null || sent.Length > LongestProof)
            return false;
        var expected = Expected(secret, body);
        var holds = false;
        foreach (var one in Scheme == ProofScheme.Token ? [sent] : sent.Split(','))
        {
            var proof = one.Trim();
            if (proof.StartsWith(Prefix, StringComparison.Ordinal))
                holds |= CryptographicOperations.FixedTimeEquals(Written(proof[Prefix.Length..].Trim()), expected);
        }

        return holds;
    }

    private byte[] Expected(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body) => Scheme switch
    {
        ProofScheme.HmacSha256Hex => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(secret, body))),
        ProofScheme.HmacSha256Base64 => Encoding.ASCII.GetBytes(Convert.ToBase64String(HMACSHA256.HashData(secret, body))),
        ProofScheme.HmacSha1Hex => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sha1(secret, body))),
        _ => SHA256.HashData(secret),
    };

    private byte[] Written(string proof) => Scheme switch
    {
        ProofScheme.HmacSha256Hex or ProofScheme.HmacSha1Hex => Encoding.UTF8.GetBytes(proof.ToLowerInvariant()),
        ProofScheme.HmacSha256Base64 => Encoding.UTF8.GetBytes(proof),

        // A hash of it, so that its length cannot be measured.
        _ => SHA256.HashData(Encoding.UTF8.GetBytes(proof)),
    };

#pragma warning disable CA5350 // Some senders know nothing better, and HMAC-SHA1 is not broken by collisions.
    private static byte[] Sha1(ReadOnlySpan<byte> key, ReadOnlySpan<byte> body) => HMACSHA1.HashData(key, body);
#pragma warning restore CA5350
}

internal enum ProofScheme
{
    Token = 1,
    HmacSha256Hex = 2,
    HmacSha256Base64 = 3,
    HmacSha1Hex = 4,
}
