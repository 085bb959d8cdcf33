using Factory.Contracts.Runs;

namespace Factory.Planner.Missions;

/// <summary>A mission's time stands still while people hold it, while one of its droids waits for a person, and while its pull request is waited for.</summary>
internal static class MissionClock
{
    public static bool Stands(MissionState mission) => mission.Paused || mission.WaitsFor is not null || mission.InReviewSince is not null;

    /// <summary>Stops for a droid's question, unless its answer was heard of first.</summary>
    public static void Wait(MissionState mission, RunWaits question)
    {
        var asked = new AskedQuestion(question.RunId, question.Turn);
        if (mission.WaitedFor == asked)
            return;
        (mission.WaitsFor, mission.Question) = (asked, question.Question);
        Stop(mission, question.At);
    }

    /// <returns>Whether it went on.</returns>
    public static bool WaitNoLonger(MissionState mission, AskedQuestion? asked, DateTimeOffset at)
    {
        mission.WaitedFor = asked;
        if (asked is null || mission.WaitsFor != asked)
            return false;
        (mission.WaitsFor, mission.Question) = (null, null);
        return GoOn(mission, at);
    }

    public static void Stop(MissionState mission, DateTimeOffset at) => mission.StandsSince ??= at;

    /// <summary>Adds the time that it stood to the mission's, and to that of the step under way, once nobody holds it and nobody is waited for.</summary>
    /// <returns>Whether it goes on.</returns>
    public static bool GoOn(MissionState mission, DateTimeOffset at)
    {
        if (Stands(mission) || mission.StandsSince is not { } since)
            return false;
        var stood = at > since ? at - since : TimeSpan.Zero;
        mission.TimeUpAt += stood;
        mission.StepSince += stood;
        mission.StandsSince = null;
        return true;
    }
}

/// <summary>A question that a droid asked a person.</summary>
/// <param name="Turn">The turn that asked it; a run asks one at a time.</param>
internal sealed record AskedQuestion(Guid RunId, int Turn);
