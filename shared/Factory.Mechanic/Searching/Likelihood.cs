using Factory.Mechanic.Editing;

namespace Factory.Mechanic.Searching;

/// <summary>
/// How likely it is that an edit is meant, whatever the place and whatever the tests said. What is tried first follows the priors of the kinds alone, since that finds soonest; what is believed is shared among the
/// alternatives: one of twenty other names on a line is less likely to be the one that is meant than the only other operator there.
/// </summary>
internal sealed class Likelihood
{
    /// <summary>
    /// Both numbers fit the true fixes of the open part of the corpus in JavaScript and C# best, among all that was thought of there (ADR 55): priors are too flat, and alternatives share less than evenly, since their own priors
    /// tell likely ones from others already.
    /// </summary>
    private const double Sharpness = 1.5;
    private const double Sharing = 0.3;

    /// <summary>A number that is one off is one character; one more of a name is an expression that somebody forgot. Of the bugs of ManySStuBs4J 754 are a changed number and 93 a changed operand; a half is careful.</summary>
    private const double OneMoreOfAName = 0.5;

    private readonly Dictionary<(string Path, int Line, string Kind), double> _alternatives = [];

    public Likelihood(IEnumerable<Edit> edits)
    {
        foreach (var edit in edits) _alternatives[Key(edit)] = _alternatives.GetValueOrDefault(Key(edit)) + edit.Prior;
    }

    /// <summary>From 0 to 1; 1 where nothing else of its kind could be done on its line.</summary>
    public double Share(Edit edit) => _alternatives.TryGetValue(Key(edit), out var all) && all > 0 ? edit.Prior / all : 1;

    public double Of(Edit edit) => Math.Pow(edit.Prior, Sharpness) * Math.Pow(Share(edit), Sharing) * (IsOneMoreOfAName(edit) ? OneMoreOfAName : 1);

    private static bool IsOneMoreOfAName(Edit edit) => edit.Kind == "off-by-one" && edit.Changes is [{ Text: var text }] && (text.EndsWith(" + 1", StringComparison.Ordinal) || text.EndsWith(" - 1", StringComparison.Ordinal));

    private static (string, int, string) Key(Edit edit) => (edit.Path, edit.Line, edit.Kind);
}
