using Factory.Contracts;
using Factory.Contracts.History;

namespace Factory.SignalIntake.Judging;

/// <summary>Whether a signal causes a mission. Pure: the same signal and policy give the same verdict.</summary>
internal static class Verdict
{
    public const string Accepted = "accepted";
    public const string Ignored = "ignored";

    public static SignalJudged On(SignalReceived signal, RepositoryPolicy policy) =>
        policy.Allows(signal.Repository.Path)
            ? new SignalJudged(signal.SignalId, Accepted, "It names a repository that may be worked on.", MissionOf(signal.SignalId))
            : new SignalJudged(signal.SignalId, Ignored, $"The repository {signal.Repository.Path} is in none of the folders that Factory:SignalIntake:Repositories lists.", null);

    /// <summary>The mission that a signal causes, if it causes one.</summary>
    public static Guid MissionOf(Guid signalId) => Ids.Derive(signalId, "mission");
}
