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
    public async Task It_is_measured_at_the_base_and_known_by_its_real_path()
    {
        await using var publisher = await PublisherHost.Start();
        var repository = await GitRepository.Create();
        await repository.Commit("shop/cart.py", "x = 2\n", "Second");
        await repository.Commit("shop/tax.py", "y = 3\n", "Third");
        await repository.Commit("web/cart.js", "z\n", "Fourth");
        var link = Path.Combine(TestServers.NewFolder(), "link");
        Directory.CreateSymbolicLink(link, repository.Folder);

        var facts = (await publisher.Fetch<RepositoryFetched>(Path.Combine(link, "shop"))).Facts;

        var files = Directory.GetFiles(repository.Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("/.git/", StringComparison.Ordinal)).ToList();
        Assert.Equal(new RepositoryFacts(repository.Folder, "python", files.Count, files.Sum(file => new FileInfo(file).Length)), facts);
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
