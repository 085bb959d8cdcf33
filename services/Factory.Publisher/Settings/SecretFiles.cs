using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Factory.Settings;

namespace Factory.Publisher.Settings;

/// <summary>Looks at the files that the settings name, so that a mistake in them stops the start. What is in them is never repeated.</summary>
internal static class SecretFiles
{
    /// <summary>Where a file is.</summary>
    public static TextKind PathKind { get; } = new("/.*", "the absolute path of a file", 4_096);

    /// <summary>Null where it can be read.</summary>
    public static string? ReadProblem(string path) => Problem(path, _ => { });

    /// <summary>Null where it holds an RSA key.</summary>
    public static string? PrivateKeyProblem(string path) => Problem(path, text =>
    {
        using var key = RSA.Create();
        key.ImportFromPem(text);
    });

    /// <summary>Null where it holds certificates.</summary>
    public static string? CertificatesProblem(string path) => Problem(path, text =>
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(text);
        if (certificates.Count == 0)
            throw new CryptographicException();
    });

    private static string? Problem(string path, Action<string> look)
    {
        try
        {
            look(File.ReadAllText(path));
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"the file {path} cannot be read: {error.Message}";
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return $"the file {path} does not hold what belongs here in PEM format, or it is locked by a passphrase.";
        }
    }
}
