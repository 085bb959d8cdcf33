using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Factory.Settings;

namespace Factory.SignalIntake.Sources;

/// <summary>The secrets of sources as they are now: one is changed without a restart, and holds a second later.</summary>
internal sealed class SourceSecrets(TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (byte[] Secret, long At)> _kept = new(StringComparer.Ordinal);

    /// <summary>Nothing is authentic while a secret is gone: then it is one that nobody knows.</summary>
    public byte[] Of(SignalSource source)
    {
        if (_kept.TryGetValue(source.Name, out var kept) && time.GetElapsedTime(kept.At) < Kept)
            return kept.Secret;
        var secret = Read(source);
        _kept[source.Name] = (secret, time.GetTimestamp());
        return secret;
    }

    private static byte[] Read(SignalSource source)
    {
        try
        {
            return Encoding.UTF8.GetBytes(source.Secret.Find().Reveal());
        }
        catch (KeyMissing)
        {
            return RandomNumberGenerator.GetBytes(32);
        }
    }
}
