namespace Factory.Droids.Runs;

/// <summary>
/// Says when a run goes round in circles. Deterministic: only what was called, what came back and what changed count, never what a model says
/// of itself.
/// </summary>
internal static class StuckDetection
{
    /// <summary>How many turns are remembered.</summary>
    public const int Window = 6;

    /// <summary>How often a run is told before it ends: first what it does, then by asking a stronger model too.</summary>
    public const int StrugglesAllowed = 2;

    /// <summary>A run that changes something so many turns after it was told so has got on: what was before is forgotten.</summary>
    public const int ForgottenAfter = 20;

    /// <summary>Turns in a row without a change after which a droid that is to write counts as stuck.</summary>
    public const int UnchangedTurnsAllowed = 25;

    private const int Repeats = 3;

    /// <summary>What the run does again and again, as a sentence's beginning; null when it gets on.</summary>
    /// <param name="writes">Whether the role is to change files.</param>
    public static string? Sign(DroidRunState run, bool writes)
    {
        if (run.SilentTurns >= Repeats)
            return $"the model answered {run.SilentTurns} times without calling a tool";
        if (run.MalformedTurns >= Repeats)
            return $"in {run.MalformedTurns} turns in a row no call could be read";
        if (Repeated(run.Fingerprints))
            return $"the same calls gave the same results {Repeats} times in a row";
        if (PingPong(run.Fingerprints))
            return $"two turns alternated {Repeats} times with the same results";
        if (Repeated(run.Errors) && run.Errors[^1].Length > 0)
            return $"the same error came back {Repeats} times in a row";
        return writes && run.UnchangedTurns >= UnchangedTurnsAllowed ? $"nothing was changed in {run.UnchangedTurns} turns" : null;
    }

    private static bool Repeated(List<string> turns) =>
        turns.Count >= Repeats && turns.TakeLast(Repeats).Distinct(StringComparer.Ordinal).Count() == 1;

    private static bool PingPong(List<string> turns)
    {
        if (turns.Count < Window)
            return false;
        var last = turns.TakeLast(Window).ToArray();
        return last[0] != last[1] && Enumerable.Range(2, Window - 2).All(at => last[at] == last[at - 2]);
    }
}
