using Factory.Contracts;
using Factory.Contracts.History;
using Factory.ServiceDefaults.Repositories;

namespace Factory.SignalIntake.Judging;

/// <summary>Whether a signal causes a mission. Pure: the same signal and rules give the same verdict.</summary>
internal static class Verdict
{
    public const string Accepted = "accepted";
    public const string Ignored = "ignored";

    public static SignalJudged On(SignalReceived signal, RepositoryRules rules) =>
        rules.Problem(signal.Repository.Path) is { } problem
            ? new SignalJudged(signal.SignalId, Ignored, problem, null)
            : new SignalJudged(signal.SignalId, Accepted, "It names a repository that may be worked on.", MissionOf(signal.SignalId));

    /// <summary>The mission that a signal causes, if it causes one.</summary>
    public static Guid MissionOf(Guid signalId) => Ids.Derive(signalId, "mission");
}
