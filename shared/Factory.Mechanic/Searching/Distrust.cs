using Factory.Mechanic.Editing;

namespace Factory.Mechanic.Searching;

/// <summary>An edit that makes the tests pass.</summary>
/// <param name="Trust">How far it is believed, from 0 to about 1, whatever its likelihood.</param>
/// <param name="Doubt">Why it is not trusted by itself, in words; null where nothing speaks against it.</param>
/// <param name="Answer">Edits with the same one did the same with all inputs: they are one answer.</param>
internal sealed record BelievedEdit(FoundEdit Edit, double Trust, string? Doubt, int Answer)
{
    public double Weight => Edit.Score * Trust;
}

/// <summary>
/// Several edits make the tests pass, and most of them only fool the tests. The most plausible is believed first; one that takes behaviour away, that
/// gives the same whatever comes in, or that changes what inputs like those of the passing tests give, is believed last or not at all.
/// </summary>
internal static class Distrust
{
    /// <summary>Edits that inputs of our own are run against; each takes tenths of a second.</summary>
    public const int Compared = 10;

    // Inputs like those of passing tests may show the fault as well: a change there says something, an error says much.
    private const double Wide = 0.35;
    private const double Raising = 0.6;
    private const double OnlyFailing = 1.05;

    // Of the inputs that had a result: where a third end in an error, most people would not take it.
    private const double MostErrors = 0.34;

    /// <summary>The edits in the order in which they are believed, what belongs to the likeliest answer first; without those that are not believed at all.</summary>
    /// <param name="read">The bytes of a file before the edits.</param>
    /// <param name="comesThrough">Whether a failing test runs the edit's line itself, as far as is known.</param>
    public static IReadOnlyList<BelievedEdit> Order(IReadOnlyList<FoundEdit> plausible, IReadOnlyList<SeenInputs> seen, Func<string, byte[]?>? read = null, Func<Edit, bool>? comesThrough = null)
    {
        var byIndex = seen.ToDictionary(s => s.Index);
        var answers = new Dictionary<string, int>(StringComparer.Ordinal);
        var believed = plausible.Select((edit, i) => Judged(edit, byIndex.GetValueOrDefault(i), i, answers, read, comesThrough)).Where(b => b.Trust > 0).ToList();
        var weights = believed.GroupBy(b => b.Answer).ToDictionary(g => g.Key, g => g.Sum(b => b.Weight));
        return [.. believed.OrderByDescending(b => weights[b.Answer]).ThenByDescending(b => b.Weight).ThenBy(b => Size(b.Edit))];
    }

    private static BelievedEdit Judged(FoundEdit found, SeenInputs? seen, int index, Dictionary<string, int> answers, Func<string, byte[]?>? read, Func<Edit, bool>? comesThrough)
    {
        var shapes = found.Edits.Select(e => SuspiciousShapes.Of(e, read?.Invoke(e.Path) ?? [])).OfType<Shape>().ToList();
        var answer = seen is { Behaviour.Length: > 0 } && !answers.TryAdd(seen.Behaviour, index) ? answers[seen.Behaviour] : index;
        var doubt = shapes.Count > 0 ? shapes[0].Reason
            : seen?.Raises >= MostErrors ? "it ends in an error for inputs that had a result"
            : comesThrough is not null && !found.Edits.All(comesThrough) ? "no failing test runs its line itself, which only ran when the file was loaded" : null;
        return new BelievedEdit(found, shapes.Aggregate(1.0, (trust, shape) => trust * shape.Trust) * Dynamic(seen), doubt, answer);
    }

    private static double Dynamic(SeenInputs? seen) => seen switch
    {
        null or { Inputs: 0 } => 1,
        { Constant: true } => 0,
        _ => (1 - (Wide * seen.LikePassing)) * (1 - (Raising * seen.Raises)) * (seen is { LikePassing: 0, LikeFailing: > 0, Raises: 0 } ? OnlyFailing : 1),
    };

    private static int Size(FoundEdit found) => found.Edits.Sum(e => e.Changes.Sum(c => c.End - c.Start + c.Text.Length));
}
