using Factory.Mechanic.Editing;
using Factory.Mechanic.Localising;
using Factory.Workspaces.Testing;

namespace Factory.Mechanic.Searching;

/// <summary>What was seen before anything was changed.</summary>
/// <param name="Tests">The tests as they are.</param>
/// <param name="Coverage">Lines by test, where the language gives them.</param>
/// <param name="Edits">Edits worth trying, in no order.</param>
/// <param name="Text">All that was printed, for traces.</param>
internal sealed record Observation(TestReport Tests, Coverage Coverage, IReadOnlyList<Edit> Edits, string Text)
{
    /// <summary>How often the tests were seen to do the same without any change.</summary>
    public int Looks { get; init; } = 1;
}

/// <summary>How one candidate did.</summary>
internal enum Verdict
{
    /// <summary>It does not compile, or two of its edits want the same place.</summary>
    Invalid = 1,

    /// <summary>No failing test passes.</summary>
    Fails = 2,

    /// <summary>It ran longer than the tests ever do.</summary>
    Late = 3,

    /// <summary>The process ended before it said how the tests did.</summary>
    Crashed = 4,

    /// <summary>A test that passed before does not pass any more.</summary>
    Breaks = 5,

    /// <summary>Some failing tests pass, and none breaks.</summary>
    Partial = 6,

    /// <summary>All failing tests pass, and none breaks.</summary>
    Plausible = 7,
}

/// <param name="Index">Position in the list that was tried.</param>
/// <param name="Fixes">Failing tests that passed.</param>
internal sealed record TrialVerdict(int Index, Verdict Verdict, IReadOnlyList<string> Fixes);

/// <summary>What to try.</summary>
/// <param name="Edits">In order of likelihood; tried in that order.</param>
/// <param name="Base">Edits that all trials build on; empty in the first round.</param>
/// <param name="Failing">Tests to make pass.</param>
/// <param name="Passing">Tests that must go on passing.</param>
/// <param name="Time">Wall-clock time for these trials.</param>
/// <param name="PerTest">Time of one test, above what it takes on base.</param>
/// <param name="After">Trials after the first plausible one that count.</param>
internal sealed record TrialOrder(
    IReadOnlyList<Edit> Edits, IReadOnlyList<Edit> Base, IReadOnlyList<string> Failing, IReadOnlyList<string> Passing, TimeSpan Time, TimeSpan PerTest, TimeSpan WholeRun, int After, int Parallel)
{
    /// <summary>
    /// The verdicts that count, in the order of likelihood. Trials run side by side: which ends first, and how many more were begun by then, is up to the machine,
    /// and must not decide which edit is chosen.
    /// </summary>
    public IReadOnlyList<TrialVerdict> Counted(IEnumerable<TrialVerdict> verdicts)
    {
        var ordered = verdicts.OrderBy(v => v.Index).ToList();
        var first = ordered.Find(v => v.Verdict == Verdict.Plausible);
        return first is null ? ordered : [.. ordered.TakeWhile(v => v.Index <= first.Index + After)];
    }
}

/// <summary>A language that the mechanic can work in: sees what tests run, thinks of edits, and tries them.</summary>
internal interface ILanguage
{
    /// <summary>Trials after the first plausible one, to see whether it is the only one: more where a trial is cheap.</summary>
    int TriedAfterFirst { get; }

    Task<Observation> Observe(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>
    /// How edits that make the tests pass do with inputs that no test has, against the files as they are. Nothing for edits that cannot be looked at that way, and
    /// for languages that have no way to.
    /// </summary>
    Task<IReadOnlyList<SeenInputs>> Compare(TrialOrder order, int seed, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SeenInputs>>([]);

    /// <summary>Verdicts of those that were tried, in any order, and perhaps of some that were begun before the first plausible one was known. Leaves the checkout as it was.</summary>
    Task<IReadOnlyList<TrialVerdict>> Try(TrialOrder order, CancellationToken cancellationToken);
}

/// <summary>What an edit did with varied inputs of the function that it changes.</summary>
/// <param name="Index">Position in the list that was looked at.</param>
/// <param name="Inputs">How many inputs there were.</param>
/// <param name="LikePassing">Share of the inputs like those of passing tests with another result than without the edit; from 0 to 1.</param>
/// <param name="LikeFailing">The same of inputs like those of the failing tests.</param>
/// <param name="Raises">Share of inputs that had a result, and end in an error or not at all with the edit.</param>
/// <param name="Constant">Whether one result came of all inputs, where several did without the edit.</param>
/// <param name="Behaviour">The same for edits that did the same with all inputs; empty where that is not known.</param>
internal sealed record SeenInputs(int Index, int Inputs, double LikePassing, double LikeFailing, double Raises, bool Constant, string Behaviour = "")
{
    /// <summary>As the scripts of all languages say it.</summary>
    public static IReadOnlyList<SeenInputs> Read(TestRecords records) =>
    [
        .. records.Others.Where(r => r.GetProperty("e").GetString() == "compared").Select(r => new SeenInputs(
            r.GetProperty("id").GetInt32(), r.GetProperty("inputs").GetInt32(), r.GetProperty("passing").GetDouble(), r.GetProperty("failing").GetDouble(),
            r.GetProperty("raises").GetDouble(), r.GetProperty("constant").GetBoolean(), r.GetProperty("behaviour").GetString()!)),
    ];
}
