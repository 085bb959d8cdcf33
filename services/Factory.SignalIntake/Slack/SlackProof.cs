using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Factory.SignalIntake.Slack;

/// <summary>Slack's signature over the time and the raw bytes, see docs.slack.dev/authentication/verifying-requests-from-slack.</summary>
internal static class SlackProof
{
    public const string SignatureHeader = "X-Slack-Signature";
    public const string TimeHeader = "X-Slack-Request-Timestamp";

    private const string Version = "v0";
    private const int LongestTime = 12;
    private const int LongestSignature = 200;

    /// <summary>How far its clock and ours may be apart, to both sides: what was sent earlier is a replay.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Takes as long for a wrong signature as for a right one.</summary>
    public static bool Holds(string? signature, string? sentAt, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (signature is null || signature.Length > LongestSignature || !IsFresh(sentAt, now))
            return false;
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.ASCII.GetBytes($"{Version}:{sentAt}:"));
        hash.AppendData(body);
        var expected = $"{Version}={Convert.ToHexStringLower(hash.GetHashAndReset())}";
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature.ToLowerInvariant()), Encoding.ASCII.GetBytes(expected));
    }

    private static bool IsFresh(string? sentAt, DateTimeOffset now) =>
        sentAt is { Length: > 0 and <= LongestTime }
        && long.TryParse(sentAt, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && Math.Abs((decimal)(now.ToUnixTimeSeconds() - seconds)) <= (decimal)Window.TotalSeconds;
}
