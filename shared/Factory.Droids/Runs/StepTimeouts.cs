namespace Factory.Droids.Runs;

/// <summary>How long a run waits for one step before it asks again, and how often it asks.</summary>
internal static class StepTimeouts
{
    public const int AsksAllowed = 3;

    /// <summary>
    /// Longest wait by state. Commands are leased and not lost, but they wait their turn where all computers are full or a provider is slow, and asking again puts
    /// them at the end of the line, or pays again. The run's own time ends it before.
    /// </summary>
    public static TimeSpan Of(string state) => state switch
    {
        nameof(DroidRunStateMachine.Opening) => TimeSpan.FromHours(6),
        nameof(DroidRunStateMachine.Thinking) => TimeSpan.FromHours(6),
        nameof(DroidRunStateMachine.Acting) => TimeSpan.FromHours(2),
        nameof(DroidRunStateMachine.WaitingForHuman) => TimeSpan.FromDays(17),
        _ => TimeSpan.FromDays(1),
    };
}
