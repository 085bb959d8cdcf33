using System.Runtime.CompilerServices;

namespace Factory.Mechanic.Tests;

public sealed class When_the_sample_is_repaired
{
    [Fact]
    public async Task Its_boundary_is_moved_and_nothing_else()
    {
        var folder = Sample();
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => !f.Contains("__pycache__", StringComparison.Ordinal) && Path.GetFileName(f) != "report.md")
            .Select(f => (Path.GetRelativePath(folder, f), (string?)File.ReadAllText(f))).ToArray();
        await using var repository = await OpenedRepository.Open(files);

        var result = await repository.Repair(File.ReadAllText(Path.Combine(folder, "report.md")));

        Assert.True(result.Found, result.StoppedBecause);
        Assert.Contains("\n-        return self.start < end and start <= self.end\n+        return self.start < end and start < self.end\n", result.Candidates[0].Diff, StringComparison.Ordinal);
        Assert.Equal(["tests.test_calendar.CalendarTest.test_a_meeting_may_begin_when_another_ends"], result.FailingTests);
        Assert.InRange(result.Candidates[0].Confidence, 0.5, 0.98);
        TestContext.Current.TestOutputHelper?.WriteLine($"{result.Seconds:0.00} s, {result.Tried} of {result.Total} tried: {result.Candidates[0].Explanation}");
    }

    private static string Sample([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../services/Factory.Cli/Sample"));
}
