using System.Security.Cryptography;
using System.Text;
using Factory.Contracts.Transcripts;

namespace Factory.Router.Asking;

/// <summary>A short hash of what an answer asks for, without the calls' ids: the same calls again give the same.</summary>
internal static class Fingerprint
{
    private const int HexDigits = 16;

    public static string Of(Answer answer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var call in answer.Calls)
        {
            // Lengths keep two calls from reading as one.
            hash.AppendData(Encoding.UTF8.GetBytes($"{call.Tool.Length} {call.Tool} {call.Arguments.Length} {call.Arguments}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..HexDigits];
    }
}
