using System.Security.Cryptography;
using System.Text;

namespace Factory.Publisher.Outputs;

/// <summary>What the factory finds its own words by. Text of others never holds one: what would look like it is made visible before it is published.</summary>
internal static class Markers
{
    public static string OfProposal(Guid proposal) => $"<!-- factory:output:{proposal:n} -->";

    /// <summary>The one comment of a mission where its signal came from.</summary>
    public static string OfMission(Guid mission) => $"<!-- factory:mission:{mission:n} -->";

    public static string OfPullRequest(Guid mission) => $"<!-- factory:pull-request:{mission:n} -->";

    /// <summary>The one comment of a name at an issue; the name may hold anything.</summary>
    public static string Named(string name) => $"<!-- factory:comment:{Hash(name)} -->";

    /// <summary>A finding of a review.</summary>
    public static string OfFinding(string fingerprint) => $"<!-- factory:finding:{Hash(fingerprint)} -->";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
