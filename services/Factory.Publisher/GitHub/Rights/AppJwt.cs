using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Factory.Publisher.GitHub.Rights;

/// <summary>What an App proves itself with: a token of ten minutes at most, signed by its private key.</summary>
internal static class AppJwt
{
    /// <summary>Forges' clocks differ: it was made a minute ago, as GitHub advises.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(60);

    /// <summary>Shorter than the ten minutes that are allowed, by as much.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(8);

    /// <param name="privateKey">PEM.</param>
    public static string Make(string appId, string privateKey, DateTimeOffset now)
    {
        using var key = RSA.Create();
        key.ImportFromPem(privateKey);
        var header = Encode(new Dictionary<string, object>(StringComparer.Ordinal) { ["alg"] = "RS256", ["typ"] = "JWT" });
        var claims = Encode(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["iat"] = (now - Before).ToUnixTimeSeconds(),
            ["exp"] = (now + Life).ToUnixTimeSeconds(),
            ["iss"] = appId,
        });
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes($"{header}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{header}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(Dictionary<string, object> part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
