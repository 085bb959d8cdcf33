namespace Factory.Droids.Runs;

/// <summary>
/// Says when a run goes round in circles: the same calls with the same results three times in a row, or two turns that alternate three
/// times. Deterministic: only what was called and what came back count.
/// </summary>
internal static class StuckDetection
{
    /// <summary>How many turns are remembered.</summary>
    public const int Window = 6;

    private const int Repeats = 3;

    public static bool IsStuck(IReadOnlyList<string> fingerprints) => Repeated(fingerprints) || PingPong(fingerprints);

    private static bool Repeated(IReadOnlyList<string> turns) =>
        turns.Count >= Repeats && turns.Skip(turns.Count - Repeats).Distinct(StringComparer.Ordinal).Count() == 1;

    private static bool PingPong(IReadOnlyList<string> turns)
    {
        if (turns.Count < Window)
            return false;
        var last = turns.Skip(turns.Count - Window).ToArray();
        return last[0] != last[1] && Enumerable.Range(2, Window - 2).All(at => last[at] == last[at - 2]);
    }
}
