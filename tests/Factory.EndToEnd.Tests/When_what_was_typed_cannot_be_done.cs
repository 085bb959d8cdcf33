using System.Text.Json;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

/// <summary>Each is refused before anything starts: what, where, what to do, exit code 64, and nothing left behind.</summary>
public sealed class When_what_was_typed_cannot_be_done
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");

    [Fact]
    public async Task A_folder_that_is_no_repository_is_named() =>
        await Refused("is not a git repository", "--repo", TestServers.NewFolder(), "--report", "It is broken");

    [Fact]
    public async Task A_folder_that_is_not_there_is_named() =>
        await Refused("There is no folder /nowhere/at/all", "--repo", "/nowhere/at/all", "--report", "It is broken");

    [Fact]
    public async Task An_empty_repository_is_named() =>
        await Refused("is empty: it has no commit", "--repo", (await TestRepository.Empty()).Path, "--report", "It is broken");

    [Fact]
    public async Task An_unknown_base_is_named() =>
        await Refused("has no branch, tag or commit 'release-9'", "--repo", (await TestRepository.WithBug()).Path, "--report", "It is broken", "--base", "release-9");

    [Fact]
    public async Task A_base_that_is_an_option_is_refused() =>
        await Refused("base", "--repo", (await TestRepository.WithBug()).Path, "--report", "It is broken", "--base=--upload-pack=touch /tmp/x");

    [Fact]
    public async Task An_empty_report_is_refused() =>
        await Refused("The report is empty", "--repo", (await TestRepository.WithBug()).Path, "--report", "  ");

    [Fact]
    public async Task A_missing_report_is_asked_for() =>
        await Refused("The report is missing", "--repo", (await TestRepository.WithBug()).Path);

    [Fact]
    public async Task A_binary_report_is_refused() =>
        await Refused("is binary", "--repo", (await TestRepository.WithBug()).Path, "--file", Written([0xFF, 0xFE, 0x00, 0x80, 0x81]));

    [Fact]
    public async Task A_report_over_one_megabyte_is_refused() =>
        await Refused("1 MB", "--repo", (await TestRepository.WithBug()).Path, "--file", Written([.. Enumerable.Repeat((byte)'a', (1024 * 1024) + 1)]));

    [Fact]
    public async Task A_report_full_of_control_characters_is_refused() =>
        await Refused("full of control characters", "--repo", (await TestRepository.WithBug()).Path, "--file", Written([.. Enumerable.Repeat((byte)7, 500), (byte)'a']));

    [Fact]
    public async Task A_timeout_that_is_no_duration_is_refused() =>
        await Refused("timeout", "--repo", (await TestRepository.WithBug()).Path, "--report", "It is broken", "--timeout", "soon");

    [Fact]
    public async Task An_unknown_option_is_named() => await Refused("--rappo", "--rappo", "x");

    [Fact]
    public async Task A_data_folder_that_cannot_be_used_is_a_failed_outcome_for_scripts()
    {
        await File.WriteAllTextAsync(_dataFolder, "not a folder");
        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", (await TestRepository.WithBug()).Path, "--report", "It is broken", "--json");
        Assert.True(result.ExitCode == 1, result.All);
        Failed("is a file", result);
    }

    private static void Failed(string because, CommandResult result)
    {
        Assert.Equal(("failed", JsonValueKind.Null, JsonValueKind.Null), (result.Json.GetProperty("outcome").GetString(), result.Json.GetProperty("missionId").ValueKind, result.Json.GetProperty("commit").ValueKind));
        Assert.Contains(because, result.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Single(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task Refused(string because, params string[] arguments)
    {
        var result = await CommandLine.Run(_dataFolder, ["fix", .. arguments]);

        Assert.True(result.ExitCode == 64, result.All);
        Assert.Contains(because, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        var scripted = await CommandLine.Run(_dataFolder, ["fix", .. arguments, "--json"]);
        Assert.True(scripted.ExitCode == 64, scripted.All);
        Failed(because, scripted);
        Assert.False(Directory.Exists(_dataFolder), "A data folder was left behind.");
    }

    private static string Written(byte[] content)
    {
        var file = Path.Combine(TestServers.NewFolder(), "report");
        File.WriteAllBytes(file, content);
        return file;
    }
}
