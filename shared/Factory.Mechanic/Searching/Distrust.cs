using Factory.Mechanic.Editing;

namespace Factory.Mechanic.Searching;

/// <summary>
/// Several edits make the tests pass, and most of them only fool the tests. The smallest and most plausible is believed first; one that takes behaviour away, that
/// gives the same whatever comes in, or that changes what inputs like those of the passing tests give, is believed last or not at all.
/// </summary>
internal static class Distrust
{
    /// <summary>Edits that inputs of our own are run against; each takes tenths of a second.</summary>
    public const int Compared = 10;

    private const double TakesAway = 0.35;
    // Inputs like those of passing tests may show the fault as well: a change there says something, an error says much.
    private const double Wide = 0.35;
    private const double Raising = 0.6;
    private const double OnlyFailing = 1.05;

    /// <summary>The edits in the order in which they are believed, each with how far, from 0 to about 1; without those that are not believed at all.</summary>
    public static List<(FoundEdit Edit, double Trust)> Order(IReadOnlyList<FoundEdit> plausible, IReadOnlyList<SeenInputs> seen)
    {
        var byIndex = seen.ToDictionary(s => s.Index);
        var judged = plausible.Select((edit, i) => (Edit: edit, Trust: Static(edit) * Dynamic(byIndex.GetValueOrDefault(i)))).ToList();
        return [.. judged.Where(j => j.Trust > 0).OrderByDescending(j => j.Edit.Score * j.Trust).ThenBy(j => Size(j.Edit))];
    }

    private static double Static(FoundEdit found) => found.Edits.Aggregate(1.0, (trust, edit) => trust * Static(edit));

    private static double Static(Edit edit) => edit.Kind switch
    {
        "removed-statement" or "removed-guard" or "dropped-condition" or "dropped-call" or "dropped-operand" or "removed-argument" => TakesAway,
        _ => 1,
    };

    private static double Dynamic(SeenInputs? seen) => seen switch
    {
        null or { Inputs: 0 } => 1,
        { Constant: true } => 0,
        _ => (1 - (Wide * seen.LikePassing)) * (1 - (Raising * seen.Raises)) * (seen is { LikePassing: 0, LikeFailing: > 0, Raises: 0 } ? OnlyFailing : 1),
    };

    private static int Size(FoundEdit found) => found.Edits.Sum(e => e.Changes.Sum(c => c.End - c.Start + c.Text.Length));
}
