using System.Diagnostics;

namespace Factory.Messaging.Tests;

/// <summary>Looks until something is so, and says what it saw last when it never is.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task Equal<T>(T expected, Func<Task<T>> look)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        var watch = Stopwatch.StartNew();
        T seen;
        do
        {
            seen = await look();
            if (EqualityComparer<T>.Default.Equals(seen, expected))
                return;
        }
        while (watch.Elapsed < Patience && await timer.WaitForNextTickAsync());
        Assert.Equal(expected, seen);
    }
}
