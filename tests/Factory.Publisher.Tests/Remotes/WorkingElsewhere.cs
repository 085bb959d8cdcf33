using Factory.Contracts.Forges;
using Factory.Contracts.Origins;
using Factory.Contracts.Repositories;
using Factory.Emulators.Hosting;
using Factory.Publisher.Tests.Fixtures;
using Factory.Servers;

namespace Factory.Publisher.Tests.Remotes;

/// <summary>The publisher with a forge in its settings, and git's own server behind its address.</summary>
public sealed class WorkingElsewhere : IAsyncLifetime
{
    private const string Branch = "factory/1a2b3c4d-fix";
    private GitRepository person = null!;
    private GitHttpServer server = null!;
    private string bare = null!;

    public async ValueTask InitializeAsync()
    {
        person = await GitRepository.Create();
        server = await GitHttpServer.Start(TestServers.NewFolder());
        bare = Path.Combine(server.Root, "acme", "shop.git");
        await person.Text("clone", "--quiet", "--bare", person.Folder, bare);
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task A_repository_is_fetched_and_a_branch_is_published_there()
    {
        await using var host = await Start(GitHttpServer.Writer);
        var clone = await person.Clone();
        var commit = await clone.Commit("cart.py", "x = 2\n", "Fix");

        var fetched = await host.Fetch<RepositoryFetched>($"{Address}.git");
        var published = await host.Publish<ChangePublished>(Address, clone, Branch);

        Assert.Equal((await person.Head(), Address, "python"), (fetched.BaseCommit, fetched.Facts!.Path, fetched.Facts.Language));
        Assert.Equal($"{Address}/tree/{Branch}", published.Url);
        Assert.Equal(commit, await person.Text("ls-remote", bare, $"refs/heads/{Branch}") is var line ? line.Split('\t')[0] : null);
    }

    [Fact]
    public async Task Publishing_again_moves_the_branch_on_and_makes_no_second_one()
    {
        await using var host = await Start(GitHttpServer.Writer);
        var (first, second) = (await person.Clone(), await person.Clone());
        var before = await first.Commit("cart.py", "x = 2\n", "Fix");
        var after = await second.Commit("cart.py", "x = 3\n", "Fix better");
        await host.Publish<ChangePublished>(Address, first, Branch);

        var refused = await host.Publish<PublishingRefused>(Address, second, Branch);
        var published = await host.Publish<ChangePublished>(Address, second, Branch, replaces: before);

        Assert.Contains("left alone", refused.Reason, StringComparison.Ordinal);
        Assert.Equal(after, published.Commit);
        Assert.Single((await person.Text("ls-remote", bare, "refs/heads/factory/*")).Split('\n'));
    }

    [Fact]
    public async Task A_token_that_may_only_read_is_told()
    {
        await using var host = await Start(GitHttpServer.Reader);
        var clone = await person.Clone();
        await clone.Commit("cart.py", "x = 2\n", "Fix");

        Assert.Contains("may not write", (await host.Publish<PublishingRefused>(Address, clone, Branch)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_away_when_a_change_is_done_is_waited_for()
    {
        await using var host = await Start(GitHttpServer.Writer);
        var clone = await person.Clone();
        await host.Fetch<RepositoryFetched>(Address);
        var commit = await clone.Commit("cart.py", "x = 2\n", "Fix");
        var away = false;
        server.Before = context =>
        {
            if (away)
                context.Response.StatusCode = 503;
            return Task.FromResult(away);
        };

        var publishing = host.Publish<ChangePublished>(Address, clone, Branch, beforeAsking: () => away = true);
        await host.UntilOneWaits();
        Assert.False(publishing.IsCompleted);
        away = false;
        await host.LetTimePass();

        Assert.Equal(commit, (await publishing).Commit);
    }

    [Fact]
    public async Task A_pull_request_is_fetched_for_a_review()
    {
        await using var host = await Start(GitHttpServer.Reader);
        var fork = await person.Clone();
        var head = await fork.Commit("cart.py", "x = 4\n", "Proposal");
        await fork.Text("push", "--quiet", bare, "HEAD:refs/pull/3/head");

        var fetched = await host.Fetch<PullRequestFetched>(new PullRequestRef(Address, 3, head, "main"));
        var missing = await host.Fetch<PullRequestNotFetched>(new PullRequestRef(Address, 4, head, "main"));

        Assert.Equal((head, await person.Head(), false), (fetched.Change.Commit, fetched.MergeBase, fetched.Rewritten));
        Assert.Contains("no pull request 4", missing.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_forge_for_it_a_host_is_not_spoken_with()
    {
        await using var host = await PublisherHost.Start();

        var refused = await host.Fetch<RepositoryUnusable>(Address);

        Assert.Contains("factory.publisher.yaml", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private string Address => $"{server.Address}/acme/shop";

    private async Task<PublisherHost> Start(string token)
    {
        var folder = TestServers.NewFolder();
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), token);
        var settings = Path.Combine(folder, "factory.publisher.yaml");
        await File.WriteAllTextAsync(settings, $"forges:\n  here:\n    kind: github\n    address: {server.Address}\n    tokenFile: {folder}/token\n    repositories: [acme/*]\n");
        return await PublisherHost.Start(("Factory:PublisherFile", settings));
    }
}
