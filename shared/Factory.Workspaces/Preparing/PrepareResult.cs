namespace Factory.Workspaces.Preparing;

/// <param name="Commands">What was run, or would have been; empty when there is nothing to prepare.</param>
/// <param name="FromCache">An earlier result for the same lock files was used.</param>
/// <param name="Problem">Why it did not work, with the end of its output; null when it did. Commands run all the same.</param>
public sealed record PrepareResult(IReadOnlyList<string> Commands, bool FromCache, string? Problem)
{
    public static readonly PrepareResult Nothing = new([], false, null);
}
