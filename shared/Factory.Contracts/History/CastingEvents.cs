using Factory.Contracts.Runs;

namespace Factory.Contracts.History;

// The stream of a mission's casting (type "casting"). Written by the router alone.

/// <summary>The settings that a mission is played with, from its first turn, or from when it was cast anew.</summary>
/// <param name="Settings">The casting as JSON, without keys.</param>
/// <param name="Hash">First 16 hexadecimal digits of the SHA-256 of <paramref name="Settings"/>.</param>
/// <param name="RequestId">The request that asked for it; null for the first.</param>
public sealed record MissionCast(Guid MissionId, string Team, BlobRef Settings, string Hash, string By, Guid? RequestId)
{
    /// <summary>The stream of a mission's casting.</summary>
    public static Guid StreamOf(Guid mission) => Ids.Derive(mission, "casting");
}
