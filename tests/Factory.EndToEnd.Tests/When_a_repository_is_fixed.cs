using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_repository_is_fixed
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");

    [Fact]
    public async Task The_result_is_a_new_branch_with_one_commit_and_nothing_else_is_touched()
    {
        var repository = await TestRepository.WithBug();
        await File.WriteAllTextAsync(Path.Combine(repository.Path, "notes.txt"), "not committed");
        var (head, status) = (await repository.Git("rev-parse", "HEAD"), await repository.Git("status", "--porcelain"));

        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", repository.Path, "--report", "Shipping costs 5 for an order of exactly 50, but it should be free from 50 on", "--json");

        Assert.True(result.ExitCode == 0, result.All);
        var branch = result.Json.GetProperty("branch").GetString()!;
        Assert.Equal(head, await repository.Git("rev-parse", "HEAD"));
        Assert.Equal(status, await repository.Git("status", "--porcelain"));
        Assert.Equal("main", await repository.Git("symbolic-ref", "--short", "HEAD"));
        Assert.Equal("1", await repository.Git("rev-list", "--count", $"main..{branch}"));
        Assert.Contains("return total >= 50", await repository.Git("show", $"{branch}:shop/shipping.py"), StringComparison.Ordinal);
        Assert.Contains(result.Json.GetProperty("missionId").GetString()!, await repository.Git("log", "-1", "--format=%B", branch), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_fixed_ends_as_not_fixed_and_leaves_no_branch()
    {
        var repository = await TestRepository.With(
            ("test_weather.py", "import unittest\n\n\nclass WeatherTest(unittest.TestCase):\n    def test_forecast(self):\n        import weather_forecast_service\n        self.assertEqual(weather_forecast_service.tomorrow(), 'sunny')\n"),
            ("weather.py", "def today():\n    return 'rain'\n"));

        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", repository.Path, "--report", "There is no forecast for tomorrow", "--json");

        Assert.True(result.ExitCode == 2, result.All);
        Assert.Equal("not-fixed", result.Json.GetProperty("outcome").GetString());
        Assert.NotEmpty(result.Json.GetProperty("reason").GetString()!);
        Assert.Equal("main", await repository.Git("branch", "--all", "--format=%(refname:short)"));
    }
}
