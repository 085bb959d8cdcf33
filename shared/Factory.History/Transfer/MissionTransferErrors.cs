namespace Factory.History.Transfer;

/// <summary>The team has no such mission.</summary>
public sealed class MissionMissing(string team, Guid missionId)
    : Exception($"Team '{team}' has no mission {missionId}. It does not exist, or belongs to another team.");

/// <summary>A file was not imported; nothing of it was kept.</summary>
public sealed class MissionFileRefused : Exception
{
    internal MissionFileRefused(string where, string what, Exception? inner = null)
        : base($"The mission file was refused, and nothing of it was kept. In {where}: {what}", inner)
    {
    }
}
