using Factory.Contracts.Forges;
using Factory.Contracts.Missions;
using Factory.Contracts.Runs;

namespace Factory.History.Missions;

/// <summary>How outcomes are called where people and their programs read them.</summary>
public static class OutcomeNames
{
    public static string Of(MissionOutcome outcome) => outcome switch
    {
        MissionOutcome.Published => "published",
        MissionOutcome.NotFixed => "not-fixed",
        MissionOutcome.Failed => "failed",
        MissionOutcome.Cancelled => "cancelled",
        MissionOutcome.Answered => "answered",
        MissionOutcome.NotAnswered => "not-answered",
        MissionOutcome.Reviewed => "reviewed",
        _ => $"outcome-{(int)outcome}",
    };

    /// <summary>What became of a pull request.</summary>
    public static string Of(PullRequestHappening happening) => EventTypes.Alias(happening.ToString()).Replace('_', '-');

    public static string Of(RunOutcome outcome) => EventTypes.Alias(outcome.ToString()).Replace('_', '-');
}
