namespace Factory.Cli.Evaluating;

/// <summary>What was asked of an eval.</summary>
/// <param name="Folder">With the tasks; absolute.</param>
/// <param name="Results">Where results are kept; absolute.</param>
/// <param name="Parallel">Missions at once.</param>
/// <param name="Timeout">Of each mission; null for what each task says. A task that says less keeps to that.</param>
/// <param name="Usd">Of each mission; null for what missions have.</param>
/// <param name="Turns">Of each droid run; null for what runs have.</param>
/// <param name="Fresh">Keep nothing of earlier runs.</param>
internal sealed record EvalOptions(string DataFolder, string Folder, string Results, int Parallel, TimeSpan? Timeout, decimal? Usd, int? Turns, bool Fresh)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(10);

    /// <summary>Of the mission of one task.</summary>
    public TimeSpan TimeoutOf(TaskFile task) => (Timeout, task.Timeout) switch
    {
        ({ } typed, { } said) => typed < said ? typed : said,
        var (typed, said) => typed ?? said ?? Usual,
    };
}
