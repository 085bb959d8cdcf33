namespace Factory.Cli.Evaluating;

/// <summary>What some tasks came to together.</summary>
/// <param name="Fixed">Published, whatever the hidden tests say.</param>
/// <param name="HiddenPassed">Published, and the hidden tests pass.</param>
/// <param name="FalselyFixed">Published, and the hidden tests do not pass.</param>
/// <param name="Failed">Could not be run, failed or were cancelled.</param>
/// <param name="Kept">Of all, those kept from an earlier run.</param>
/// <param name="MedianSeconds">Of the missions that came to an outcome; 0 where none did.</param>
internal sealed record EvalTotals(
    int Tasks, int Fixed, int HiddenPassed, int FalselyFixed, int NotFixed, int Failed, int Kept, double MedianSeconds, long Candidates, long Tokens, decimal Usd)
{
    public static EvalTotals Of(IReadOnlyCollection<EvalResult> results)
    {
        var (@fixed, notFixed) = (results.Count(result => result.Fixed), results.Count(result => result.Outcome == "not-fixed"));
        return new EvalTotals(
            results.Count, @fixed, results.Count(result => result.HiddenPassed == true), results.Count(result => result.FalselyFixed), notFixed, results.Count - @fixed - notFixed,
            results.Count(result => result.Kept), Median([.. results.Where(result => result.Settled).Select(result => result.Seconds)]),
            results.Sum(result => (long)result.Candidates), results.Sum(result => result.Tokens), results.Sum(result => result.Usd));
    }

    private static double Median(double[] seconds)
    {
        if (seconds.Length == 0)
            return 0;
        Array.Sort(seconds);
        var middle = seconds.Length / 2;
        return Math.Round(seconds.Length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2, 3);
    }
}
