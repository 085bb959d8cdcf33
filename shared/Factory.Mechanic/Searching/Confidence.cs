namespace Factory.Mechanic.Searching;

/// <summary>How sure the mechanic is that the edit that it believes first does what is meant, also where no visible test looks.</summary>
internal static class Confidence
{
    /// <summary>
    /// What is likely but was never thought of weighs this much against an edit that one test alone watches; half as much with each test more. An edit whose kind, place and share weigh the same is as likely wrong as right.
    /// The number puts right and wrong lone edits of the open part of the corpus apart (ADR 55).
    /// </summary>
    private const double Unthought = 0.08;

    private const int MostWatching = 3;

    /// <param name="edit">One of the answers.</param>
    /// <param name="all">All that make the tests pass and are believed.</param>
    /// <param name="watching">Passing tests that run the place.</param>
    public static double Of(BelievedEdit edit, IReadOnlyList<BelievedEdit> all, int watching)
    {
        var own = all.Where(b => b.Answer == edit.Answer).Sum(b => b.Weight);
        var rivals = all.Where(b => b.Answer != edit.Answer).Sum(b => b.Weight);
        var unthought = Unthought / (1 + Math.Min(MostWatching, watching));
        // Two edits at once fool tests more easily than one.
        var alone = Math.Pow(own / (own + unthought), edit.Edit.Edits.Count);
        return Math.Clamp(alone * own / (own + rivals), 0.05, 0.98);
    }
}
