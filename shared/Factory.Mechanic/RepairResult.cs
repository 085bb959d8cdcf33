namespace Factory.Mechanic;

/// <summary>What a search came to.</summary>
/// <param name="Candidates">Changes that make all the failing tests pass and break none, the best first. The first one was confirmed by two ordinary runs of all tests.</param>
/// <param name="Partial">Changes that make some of the failing tests pass and break none; for people, never for a claim.</param>
/// <param name="Places">Where the fault may be, the most suspicious first; also there when nothing was found.</param>
/// <param name="FailingTests">Names of the tests that were to be made pass, as they failed when the search began.</param>
/// <param name="Tried">Candidates that were run. Those that ran beside the last ones that count are left out: how many is up to the machine.</param>
/// <param name="Total">Candidates that were thought of.</param>
/// <param name="StoppedBecause">Why the search ended, in words for people.</param>
/// <param name="Seconds">Wall-clock time of everything.</param>
public sealed record RepairResult(
    IReadOnlyList<RepairCandidate> Candidates,
    IReadOnlyList<RepairCandidate> Partial,
    IReadOnlyList<SuspiciousPlace> Places,
    IReadOnlyList<string> FailingTests,
    int Tried,
    int Total,
    string StoppedBecause,
    double Seconds)
{
    /// <summary>Whether a confirmed change was found.</summary>
    public bool Found => Candidates.Count > 0;
}

/// <param name="Diff">Unified diff with paths relative to the checkout.</param>
/// <param name="Files">The whole new bytes of each changed file.</param>
/// <param name="Kind">Which kind of edit it is, for example <c>comparison</c> or <c>off-by-one</c>.</param>
/// <param name="Fixes">Failing tests that pass with it.</param>
/// <param name="Confidence">From 0 to 1: how sure the mechanic is that this is the change people would have made.</param>
/// <param name="Explanation">What it changes, where, and what was seen, in one or two sentences.</param>
public sealed record RepairCandidate(
    string Diff, IReadOnlyList<RepairedFile> Files, string Kind, IReadOnlyList<string> Fixes, double Confidence, string Explanation)
{
    /// <summary>What speaks against it although all tests pass, in words; null where nothing does. Ask for more confidence in such a one, also where nothing else passes.</summary>
    public string? Doubt { get; init; }

    /// <summary>Whether all others that pass, if there are any, do the same with all inputs that were tried.</summary>
    public bool Unrivalled { get; init; }
}

/// <param name="Path">Relative to the checkout, with forward slashes.</param>
/// <param name="Line">First changed line, from 1.</param>
public sealed record RepairedFile(string Path, int Line, ReadOnlyMemory<byte> Content);

/// <param name="Path">Relative to the checkout, with forward slashes.</param>
/// <param name="Line">From 1.</param>
/// <param name="Score">From 0 to 1 for coverage alone (Ochiai), more where a stack trace or the report points there too.</param>
/// <param name="Text">The line itself, trimmed.</param>
public sealed record SuspiciousPlace(string Path, int Line, double Score, string Text);
