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
    public bool Holds(string? sent, string secret, ReadOnlySpan<byte> body)
    {
        if (sent is null || sent.Length > LongestProof)
            return false;
        foreach (var one in Scheme == ProofScheme.Token ? [sent] : sent.Split(','))
        {
            if (one.Trim().StartsWith(Prefix, StringComparison.Ordinal) && HoldsOne(one.Trim()[Prefix.Length..].Trim(), secret, body))
                return true;
        }

        return false;
    }

    private bool HoldsOne(string proof, string secret, ReadOnlySpan<byte> body)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        return Scheme switch
        {
            ProofScheme.Token => CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(proof)), SHA256.HashData(key)),
            ProofScheme.HmacSha256Hex => Same(proof, hash => Convert.ToHexStringLower(hash), HMACSHA256.HashData(key, body)),
            ProofScheme.HmacSha256Base64 => Same(proof, hash => Convert.ToBase64String(hash), HMACSHA256.HashData(key, body), ignoreCase: false),
            ProofScheme.HmacSha1Hex => Same(proof, hash => Convert.ToHexStringLower(hash), Sha1(key, body)),
            _ => false,
        };
    }

    private static bool Same(string proof, Func<byte[], string> write, byte[] hash, bool ignoreCase = true) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(ignoreCase ? proof.ToLowerInvariant() : proof), Encoding.UTF8.GetBytes(write(hash)));

#pragma warning disable CA5350 // Some senders know nothing better, and HMAC-SHA1 is not broken by collisions.
    private static byte[] Sha1(byte[] key, ReadOnlySpan<byte> body) => HMACSHA1.HashData(key, body);
#pragma warning restore CA5350
}

internal enum ProofScheme
{
    Token = 1,
    HmacSha256Hex = 2,
    HmacSha256Base64 = 3,
    HmacSha1Hex = 4,
}
