using Factory.Droids.Tools;

namespace Factory.Router.Mechanic;

/// <summary>Which failing tests a report is about.</summary>
internal static class RelevantTests
{
    /// <summary>Shorter names (test, works) would be found in any text.</summary>
    private const int LeastDistinctive = 8;

    /// <summary>A failure of the machine, not of the code: nothing that is edited here helps.</summary>
    private static readonly string[] NotInstalled = ["ModuleNotFoundError", "No module named", "Cannot find module", "ERR_MODULE_NOT_FOUND", "Cannot find package"];

    /// <summary>Those that the report names; else those that fail for another reason than that something is not installed; else all.</summary>
    public static IReadOnlyList<FailedTest> Of(IReadOnlyList<FailedTest> failed, string report) =>
        FirstThatHasAny(failed.Where(test => IsNamed(test.Name, report)), failed.Where(test => !IsMissingSomething(test)), failed);

    private static List<FailedTest> FirstThatHasAny(params IEnumerable<FailedTest>[] choices) =>
        choices.Select(choice => choice.ToList()).First(choice => choice.Count > 0);

    private static bool IsNamed(string test, string report)
    {
        // The last part: method or title.
        var own = test.Split(["::", " > ", "."], StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
        return new[] { test, own }.Any(name => name.Length >= LeastDistinctive && report.Contains(name, StringComparison.Ordinal));
    }

    private static bool IsMissingSomething(FailedTest test) => NotInstalled.Any(sign => test.Message.Contains(sign, StringComparison.Ordinal));
}
