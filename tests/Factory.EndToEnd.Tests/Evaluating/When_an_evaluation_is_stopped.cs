using Factory.EndToEnd.Tests.Faults;
using Factory.Servers;

namespace Factory.EndToEnd.Tests.Evaluating;

public sealed class When_an_evaluation_is_stopped
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");

    [Fact]
    public async Task It_says_so_cancels_its_mission_and_goes_on_next_time()
    {
        // Its tests would take ten minutes.
        var tasks = new TaskFolder().Add(
            "slow", "report: Shipping should be free for an order of exactly 50.\ntest: python3 -m unittest\n",
            ("repo/shipping.py", TaskFolder.Bug), ("repo/test_shipping.py", $"import time\ntime.sleep(600)\n{TaskFolder.Tests}"));
        using var running = CommandLine.Start(_dataFolder, "eval", tasks.Path, "--json");
        running.StandardInput.Close();
        var begun = Path.Combine(_dataFolder, "eval");
        await Eventually.Holds(
            () => Task.FromResult(running.HasExited || (Directory.Exists(begun) && Directory.EnumerateFiles(begun, "begun.json", SearchOption.AllDirectories).Any() && File.Exists(Path.Combine(_dataFolder, "run.json")))),
            "the mission was begun");
        await CommandLine.Interrupt(running);
        var stopped = await CommandLine.End(running);

        Assert.True(stopped.ExitCode == 1, stopped.All);
        Assert.Contains("stopped before it came to an end", stopped.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, stopped.Json.GetProperty("tasks").GetArrayLength());
        Assert.False(File.Exists(Path.Combine(_dataFolder, "run.json")), "run.json was left behind.");
        Assert.False(Directory.Exists(Path.Combine(stopped.Json.GetProperty("results").GetString()!, "work")), "Checkouts were left behind.");

        tasks.Add("slow", "report: Shipping should be free for an order of exactly 50.\ntest: python3 -m unittest\n", ("repo/test_shipping.py", TaskFolder.Tests));
        var again = await CommandLine.Run(_dataFolder, "eval", tasks.Path, "--json");
        Assert.True(again.ExitCode == 0, again.All);
        Assert.Equal("published", EvaluatedTasks.Task(again, "slow").GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("There is no folder", "/nowhere/at/all")]
    [InlineData("--timeout must be like", "/tmp", "--timeout", "soon")]
    [InlineData("--parallel must be from 1", "/tmp", "--parallel", "0")]
    public async Task What_was_typed_wrong_is_told_before_anything_starts(string because, params string[] arguments)
    {
        var refused = await CommandLine.Run(_dataFolder, ["eval", .. arguments, "--json"]);

        Assert.True(refused.ExitCode == 64, refused.All);
        Assert.Contains(because, refused.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_dataFolder), "A data folder was left behind.");
    }
}
