using System.Diagnostics;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_factory_is_up : IAsyncLifetime
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private Process _up = null!;

    public async ValueTask InitializeAsync()
    {
        _up = CommandLine.Start(_dataFolder, "up", "--port", $"{Local.Hosting.LoopbackPorts.Free()}");
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        string? line;
        do
            line = await _up.StandardOutput.ReadLineAsync(patience.Token);
        while (line is not null && !line.StartsWith("up ", StringComparison.Ordinal));
        Assert.NotNull(line);
    }

    public ValueTask DisposeAsync()
    {
        if (!_up.HasExited)
            _up.Kill(entireProcessTree: true);
        _up.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_second_one_on_its_data_folder_is_refused_with_who_holds_it()
    {
        var second = await CommandLine.Run(_dataFolder, "up", "--port", $"{Local.Hosting.LoopbackPorts.Free()}");

        Assert.True(second.ExitCode == 1, second.All);
        Assert.Contains($"is used by process {_up.Id}", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fixes_run_there_and_can_be_looked_at_afterwards()
    {
        var repository = await TestRepository.WithBug();

        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", repository.Path, "--report", "Shipping costs 5 for an order of exactly 50", "--json");
        var mission = result.Json.GetProperty("missionId").GetString()!;
        var shown = await CommandLine.Run(_dataFolder, "show", mission[^8..], "--json");
        var listed = await CommandLine.Run(_dataFolder, "missions", "--json");

        Assert.True(result.ExitCode == 0, result.All);
        Assert.Equal(mission, shown.Json.GetProperty("missionId").GetString());
        Assert.Contains(listed.Json.EnumerateArray(), one => one.GetProperty("missionId").GetString() == mission);
    }

    [Fact]
    public async Task An_exported_mission_can_be_read_again()
    {
        var repository = await TestRepository.WithBug();
        var file = Path.Combine(TestServers.NewFolder(), "mission.zip");

        var fixedOne = await CommandLine.Run(_dataFolder, "fix", "--repo", repository.Path, "--report", "Shipping costs 5 for an order of exactly 50", "--json");
        var mission = fixedOne.Json.GetProperty("missionId").GetString()!;
        var exported = await CommandLine.Run(_dataFolder, "export", mission, file, "--json");
        var imported = await CommandLine.Run(_dataFolder, "import", file, "--json");

        Assert.True(exported.ExitCode == 0, exported.All);
        Assert.Equal(new FileInfo(file).Length, exported.Json.GetProperty("bytes").GetInt64());
        Assert.Equal(mission, imported.Json.GetProperty("missionId").GetString());
    }

    [Fact]
    public async Task Ctrl_C_stops_it_cleanly()
    {
        await CommandLine.Interrupt(_up);
        var result = await CommandLine.End(_up);

        Assert.True(result.ExitCode == 0, result.All);
        Assert.False(File.Exists(Path.Combine(_dataFolder, "run.json")));
        Assert.False(File.Exists(Path.Combine(_dataFolder, "postgres", "data", "postmaster.pid")));
    }
}
