using System.Diagnostics;

namespace Factory.Servers.Tests;

public sealed class KilledParentTests
{
    [Fact]
    public async Task When_a_process_is_killed_its_servers_end_and_its_temporary_files_go()
    {
        var (child, folder) = await ChildProcess.WithServers();
        Assert.True(Directory.Exists(folder));
        Assert.NotEmpty(Processes.Mentioning(folder));

        child.Kill();

        await Eventually.Holds(() => Processes.Mentioning(folder).Count == 0 && !Directory.Exists(folder), TimeSpan.FromMinutes(5));
    }
}

internal static class Eventually
{
    public static async Task Holds(Func<bool> condition, TimeSpan patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var waited = Stopwatch.StartNew(); !condition(); await timer.WaitForNextTickAsync())
            Assert.True(waited.Elapsed < patience, "It did not come to hold in time.");
    }
}
