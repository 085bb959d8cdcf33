using System.Text;
using System.Text.RegularExpressions;

namespace Factory.Workspaces.Testing;

/// <summary>Why a run of tests is not to be believed, in words that let a person mend it.</summary>
internal static partial class RunProblem
{
    private const int LongestLine = 300;

    /// <param name="printed">What the runner printed.</param>
    /// <param name="unprepared">Why packages could not be restored; null when they were.</param>
    public static string Of(TestReport report, byte[] printed, string? unprepared)
    {
        var problem = report.CouldNotStart ?? (report.TimedOut ? "killed at the time limit"
            : report.Results.Count > 0 ? "the run ended before its runner did: what it says is not whole"
            : $"no test ran{(report.ExitCode is { } code ? $" (exit code {code})" : "")}{Telling(printed)}");
        return unprepared is null ? problem : $"{problem}. Before that, packages could not be restored from this computer's caches: {Cut(unprepared)}";
    }

    /// <summary>The first line that names an error, else the last.</summary>
    private static string Telling(byte[] printed)
    {
        var lines = Encoding.UTF8.GetString(printed).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var line = lines.FirstOrDefault(line => Error().IsMatch(line)) ?? lines.LastOrDefault();
        return line is null ? "" : ": " + Cut(line);
    }

    private static string Cut(string text) => text.Length <= LongestLine ? text : text[..LongestLine] + " […]";

    [GeneratedRegex(@"\berror\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Error();
}
