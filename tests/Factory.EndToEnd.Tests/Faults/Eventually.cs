using System.Diagnostics;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>Looks until something is so.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public static async Task Holds(Func<Task<bool>> look, string what)
    {
        for (var watch = Stopwatch.StartNew(); !await look(); await Task.Delay(Between))
            Assert.True(watch.Elapsed < Patience, $"It did not happen within {Patience}: {what}");
    }

    /// <summary>Waits until nothing is left, and shows what is when it never is.</summary>
    public static async Task None(string what, Func<Task<IReadOnlyList<string>>> look)
    {
        var watch = Stopwatch.StartNew();
        var left = await look();
        for (; left.Count > 0 && watch.Elapsed < Patience; left = await look())
            await Task.Delay(Between);
        Assert.True(left.Count == 0, $"There are {what}:\n{string.Join('\n', left)}");
    }
}
