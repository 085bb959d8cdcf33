using System.Security.Cryptography;

namespace Factory.Router.Dialects;

/// <summary>A few letters that only one run has: text from outside cannot know them.</summary>
internal static class RunMark
{
    private const int HexDigits = 6;

    public static string Of(Guid run)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(run.ToByteArray(), hash);
        return Convert.ToHexStringLower(hash)[..HexDigits];
    }
}
