using System.Collections.Concurrent;
using System.Security.Cryptography;
using Factory.Contracts.Features;
using Npgsql;

namespace Factory.Droids.Evidencing;

/// <summary>Checks that evidence was signed by the tester, the only service whose evidence moves a gate.</summary>
public sealed class EvidenceVerifier(NpgsqlDataSource database)
{
    private const string TrustedService = "tester";

    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>Why this evidence is refused; null when every piece of it is genuine.</summary>
    public async Task<string?> Refused(IReadOnlyList<Evidence> evidence, CancellationToken ct)
    {
        foreach (var seen in evidence)
        {
            if (seen.LogHash != seen.Log.Sha256)
                return $"the evidence for {seen.Assertion} names another log than it carries";
            if (await Key(seen.KeyId, ct) is not { } key)
                return $"the evidence for {seen.Assertion} is signed with '{seen.KeyId}', which is no key of the {TrustedService}";
            if (!IsGenuine(seen, key))
                return $"the evidence for {seen.Assertion} does not carry the {TrustedService}'s signature";
        }

        return null;
    }

    private static bool IsGenuine(Evidence seen, byte[] publicKey)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        var signature = new byte[seen.Signature.Length];
        return Convert.TryFromBase64String(seen.Signature, signature, out var length) && key.VerifyData(EvidenceText.Of(seen), signature.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    private async Task<byte[]?> Key(string keyId, CancellationToken ct)
    {
        if (_keys.TryGetValue(keyId, out var known))
            return known;
        await using var command = database.CreateCommand("select public_key from factory.service_key where key_id = $1 and service = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = keyId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = TrustedService });
        return await command.ExecuteScalarAsync(ct) is byte[] key ? _keys[keyId] = key : null;
    }
}
