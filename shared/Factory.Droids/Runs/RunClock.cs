using Factory.Contracts.Missions;

namespace Factory.Droids.Runs;

/// <summary>A run's time stands still while people hold it, and while a person is waited for: neither is the droid's.</summary>
internal static class RunClock
{
    /// <summary>For one answer. Not for ever, since the run holds a workspace; longer than anybody's holiday.</summary>
    public static readonly TimeSpan LongestWait = MissionLimits.LongestMission;

    public static void Stop(DroidRunState run, DateTimeOffset now) => run.StandsSince ??= now;

    /// <summary>Adds the time that it stood, once nobody holds the run and nobody is waited for.</summary>
    public static void GoOn(DroidRunState run, DateTimeOffset now)
    {
        if (run.Paused || run.Question is not null || run.StandsSince is not { } since)
            return;
        run.TimeUpAt += now - since;
        run.StandsSince = null;
    }

    /// <summary>When the run ends by itself where nothing happens before: its own time, or that for an answer.</summary>
    public static DateTimeOffset UpAt(DroidRunState run) => run.Question is null ? run.TimeUpAt : (run.WaitsSince ?? run.StepSince) + LongestWait;

    /// <summary>Why a run ends whose time is over.</summary>
    public static string Over(DroidRunState run) => run.Question is null
        ? $"the {run.Start.Limits.Time} of this run are over"
        : $"nobody answered the droid's question within {LongestWait.TotalDays:0} days";
}
