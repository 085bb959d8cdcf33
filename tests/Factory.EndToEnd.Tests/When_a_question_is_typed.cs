using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_question_is_typed
{
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");

    [Fact]
    public async Task Without_a_model_the_command_says_so_and_ends_with_2()
    {
        var repository = await TestRepository.WithBug();

        var result = await CommandLine.Run(_dataFolder, "ask", "--repo", repository.Path, "What does shipping cost?", "--json");

        Assert.True(result.ExitCode == 2, result.All);
        Assert.Equal("not-answered", result.Json.GetProperty("outcome").GetString());
        Assert.Contains("cast the role research", result.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }
}
