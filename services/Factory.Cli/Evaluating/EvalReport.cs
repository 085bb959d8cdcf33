using System.Text.Json.Serialization;

namespace Factory.Cli.Evaluating;

/// <summary>What <c>eval --json</c> prints, once, however it ends.</summary>
/// <param name="Tasks">By name; those that were not come to, because it was stopped, are left out.</param>
/// <param name="Folders">The same by the folder that tasks lie in, where there are several.</param>
/// <param name="Kinds">The same by kind, where tasks have one.</param>
/// <param name="Results">Where results, logs and repositories are kept; null where nothing was begun.</param>
/// <param name="Seconds">Of this run, by the clock.</param>
internal sealed record EvalReport(IReadOnlyList<EvalResult> Tasks, EvalTotals Totals, IReadOnlyList<EvalGroup> Folders, IReadOnlyList<EvalGroup> Kinds, string? Results, double Seconds)
{
    /// <summary>Why it did not come to its end; absent where it did.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    public static EvalReport Of(IEnumerable<EvalResult> results, string? folder, double seconds)
    {
        var tasks = results.OrderBy(result => result.Name, StringComparer.Ordinal).ToList();
        var folders = Groups(tasks, result => result.Name.Contains('/', StringComparison.Ordinal) ? result.Name[..result.Name.IndexOf('/', StringComparison.Ordinal)] : null);
        return new EvalReport(tasks, EvalTotals.Of(tasks), folders, Groups(tasks, result => result.Kind), folder, Math.Round(seconds, 3));
    }

    /// <summary>Nothing was begun.</summary>
    public static EvalReport Nothing(string reason) => Of([], null, 0) with { Reason = reason };

    private static IReadOnlyList<EvalGroup> Groups(List<EvalResult> tasks, Func<EvalResult, string?> by) =>
        [.. tasks.Where(task => by(task) is not null).GroupBy(task => by(task)!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new EvalGroup(group.Key, EvalTotals.Of([.. group])))];
}

/// <param name="Name">The folder or the kind.</param>
internal sealed record EvalGroup(string Name, EvalTotals Totals);
