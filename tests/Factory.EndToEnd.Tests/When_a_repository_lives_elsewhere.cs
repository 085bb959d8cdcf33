using Factory.Emulators;
using Factory.Emulators.Hosting;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

public sealed class When_a_repository_lives_elsewhere
{
    private const string Report = "Shipping costs 5 for an order of exactly 50, but it should be free from 50 on";
    private readonly string _dataFolder = Path.Combine(TestServers.NewFolder(), "data");
    private readonly string _root = TestServers.NewFolder();

    [Fact]
    public async Task The_branch_with_the_fix_is_pushed_there()
    {
        var repository = await Served(GitHubHost.Owner);
        await using var forge = await GitHubHost.Start(_root, "shop");
        await Configure(forge.Address, GitHubHost.Token, "ada/*");

        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", $"{forge.Repository}.git", "--report", Report, "--json");

        Assert.True(result.ExitCode == 0, result.All);
        var branch = result.Json.GetProperty("branch").GetString()!;
        Assert.StartsWith("factory/", branch, StringComparison.Ordinal);
        Assert.Equal("1", await repository.Git("--git-dir", Bare(GitHubHost.Owner), "rev-list", "--count", $"main..{branch}"));
        Assert.Contains("return total >= 50", await repository.Git("--git-dir", Bare(GitHubHost.Owner), "show", $"{branch}:shop/shipping.py"), StringComparison.Ordinal);
        Assert.DoesNotContain(GitHubHost.Token, result.All, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(_dataFolder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }), file => HoldsToken(file));
    }

    [Fact]
    public async Task Credentials_that_may_not_write_end_the_mission_with_what_to_do()
    {
        await Served("acme");
        await using var server = await GitHttpServer.Start(_root);
        await Configure(new Uri(server.Address), GitHttpServer.Reader, "acme/*");

        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", $"{server.Address}/acme/shop", "--report", Report, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("may not write to", result.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_forge_the_mission_ends_and_says_where_one_is_named()
    {
        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", "git@forge.example:acme/shop", "--report", Report, "--json");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("factory.publisher.yaml", result.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_with_a_password_is_refused_before_anything_is_stored()
    {
        var result = await CommandLine.Run(_dataFolder, "fix", "--repo", "https://user:hidden@forge.example/acme/shop", "--report", Report, "--json");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("leave them out", result.All, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("hidden", result.All, StringComparison.Ordinal);
    }

    private string Bare(string owner) => Path.Combine(_root, owner, "shop.git");

    private async Task<TestRepository> Served(string owner)
    {
        var repository = await TestRepository.WithBug();
        await repository.Git("clone", "--quiet", "--bare", repository.Path, Bare(owner));
        return repository;
    }

    private async Task Configure(Uri forge, string token, string repositories)
    {
        Directory.CreateDirectory(_dataFolder);
        var file = Path.Combine(TestServers.NewFolder(), "token");
        await File.WriteAllTextAsync(file, token);
        await File.WriteAllTextAsync(
            Path.Combine(_dataFolder, "factory.publisher.yaml"),
            $"forges:\n  here:\n    kind: github\n    address: {forge.ToString().TrimEnd('/')}\n    tokenFile: {file}\n    repositories: [{repositories}]\n");
    }

    private static bool HoldsToken(string file)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(GitHubHost.Token)) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
