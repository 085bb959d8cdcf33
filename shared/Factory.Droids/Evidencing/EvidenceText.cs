using System.Globalization;
using System.Text;
using Factory.Contracts.Features;

namespace Factory.Droids.Evidencing;

/// <summary>The bytes that are signed: every field of the evidence but the signature, one a line.</summary>
internal static class EvidenceText
{
    public static byte[] Of(Evidence seen) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{seen.Assertion.Length}:{seen.Assertion}\n{seen.Passed}\n{seen.Commit}\n{seen.LogHash}\n{seen.Seconds:R}\n{seen.Counts.Passed} {seen.Counts.Failed} {seen.Counts.Skipped}\n{seen.Log.Id} {seen.Log.Sha256} {seen.Log.Size}\n{seen.KeyId}"));
}
