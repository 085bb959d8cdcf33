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
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
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
    public async Task A_token_is_shown_once_and_is_in_no_file_of_the_factory()
    {
        var made = await CommandLine.Run(_dataFolder, "token", "create", "--team", "red", "--name", "laptop", "--json");
        var listed = await CommandLine.Run(_dataFolder, "token", "list", "--json");
        var revoked = await CommandLine.Run(_dataFolder, "token", "revoke", "laptop", "--team", "red", "--json");
        var again = await CommandLine.Run(_dataFolder, "token", "revoke", "laptop", "--team", "red");

        var token = made.Json.GetProperty("token").GetString()!;
        Assert.True(made.ExitCode == 0, made.All);
        Assert.DoesNotContain(token, listed.All, StringComparison.Ordinal);
        Assert.Contains(listed.Json.EnumerateArray(), one => one.GetProperty("name").GetString() == "laptop");
        Assert.Equal(1, revoked.Json.GetProperty("revoked").GetInt32());
        Assert.True(again.ExitCode == 1, again.All);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(_dataFolder, "logs")), file => File.ReadAllText(file).Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_text_is_erased_and_the_mission_can_still_be_shown_and_rebuilt()
    {
        var repository = await TestRepository.WithBug();
        var fixedOne = await CommandLine.Run(_dataFolder, "fix", "--repo", repository.Path, "--report", "Free shipping\nShipping costs 5 for an order of exactly 50. My key is sesame-4711.", "--json");
        var mission = fixedOne.Json.GetProperty("missionId").GetString()!;
        var report = (await CommandLine.Run(_dataFolder, "show", mission, "--json")).Json.GetProperty("report").GetProperty("id").GetString()!;

        var erased = await CommandLine.Run(_dataFolder, "erase", "--mission", mission, "--containing", "sesame-4711", "--json");
        var again = await CommandLine.Run(_dataFolder, "erase", report, "--json");
        var rebuilt = await CommandLine.Run(_dataFolder, "rebuild", "MissionTimeline", "--json");
        var shown = await CommandLine.Run(_dataFolder, "show", mission);
        var exported = await CommandLine.Run(_dataFolder, "export", mission, Path.Combine(TestServers.NewFolder(), "mission.zip"));

        Assert.True(erased.ExitCode == 0, erased.All);
        Assert.Contains(erased.Json.GetProperty("erased").EnumerateArray(), blob => blob.GetString() == report);
        Assert.True(again.Json.GetProperty("erasedAt").GetDateTimeOffset() < TimeProvider.System.GetUtcNow(), again.All);
        Assert.True(rebuilt.ExitCode == 0 && rebuilt.Json.GetProperty("events").GetInt64() > 0, rebuilt.All);
        Assert.True(shown.ExitCode == 0 && shown.Output.Contains("branch published", StringComparison.Ordinal), shown.All);
        Assert.True(exported.ExitCode == 0, exported.All);
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
