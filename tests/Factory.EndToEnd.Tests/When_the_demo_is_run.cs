using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_the_demo_is_run
{
    [Fact]
    public async Task The_bug_is_fixed_and_the_fix_is_seen_to_work()
    {
        var dataFolder = Path.Combine(TestServers.NewFolder(), "data");

        var result = await CommandLine.Run(dataFolder, "demo", "--json");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal("published", result.Json.GetProperty("outcome").GetString());
        Assert.StartsWith("factory/", result.Json.GetProperty("branch").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(0, result.Json.GetProperty("evidence").GetArrayLength());
        Assert.All(result.Json.GetProperty("evidence").EnumerateArray(), seen => Assert.True(seen.GetProperty("passed").GetBoolean()));
        Assert.False(File.Exists(Path.Combine(dataFolder, "run.json")), "run.json was left behind.");
    }
}
