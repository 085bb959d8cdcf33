namespace Factory.Router.Casting;

/// <summary>The settings that a mission is played with.</summary>
/// <param name="Version">Of its stream; 0 where nothing is recorded and the mechanic plays all.</param>
internal sealed record MissionCasting(Cast Cast, string Hash, long Version)
{
    /// <summary>Of missions that began where nobody was cast.</summary>
    public static readonly MissionCasting Unrecorded = new(Cast.Mechanic, PresentFile.None.Hash, 0);
}
