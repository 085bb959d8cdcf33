using Factory.Contracts.Repositories;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;

namespace Factory.Publisher.Tests.Fetching;

public sealed class FetchingARepository
{
    [Fact]
    public async Task The_base_is_resolved_to_a_commit()
    {
        await using var publisher = await PublisherHost.Start();
        var repository = await GitRepository.Create();
        var first = await repository.Head();
        await repository.Text("branch", "old");
        var second = await repository.Commit("cart.py", "x = 2\n", "Second");

        Assert.Equal(second, (await publisher.Fetch<RepositoryFetched>(repository.Folder)).BaseCommit);
        Assert.Equal(first, (await publisher.Fetch<RepositoryFetched>(repository.Folder, "old")).BaseCommit);
    }

    [Fact]
    public async Task What_is_no_repository_is_said()
    {
        await using var publisher = await PublisherHost.Start();

        Assert.NotEmpty((await publisher.Fetch<RepositoryUnusable>(TestServers.NewFolder())).Reason);
        Assert.NotEmpty((await publisher.Fetch<RepositoryUnusable>("/nowhere/at/all")).Reason);
    }

    [Fact]
    public async Task An_unknown_base_is_said()
    {
        await using var publisher = await PublisherHost.Start();
        var repository = await GitRepository.Create();

        Assert.Contains("missing", (await publisher.Fetch<RepositoryUnusable>(repository.Folder, "missing")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_is_not_listed_is_not_read()
    {
        var repository = await GitRepository.Create();
        await using var publisher = await PublisherHost.Start(("Factory:Repositories:0", TestServers.NewFolder()));

        Assert.Contains("Factory:Repositories", (await publisher.Fetch<RepositoryUnusable>(repository.Folder)).Reason, StringComparison.Ordinal);
    }
}
