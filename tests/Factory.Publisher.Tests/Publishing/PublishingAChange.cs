using Factory.Contracts.Repositories;
using Factory.Publisher.Tests.Fixtures;

namespace Factory.Publisher.Tests.Publishing;

public sealed class PublishingAChange
{
    private const string Branch = "factory/0a1b2c3d-fix";

    [Fact]
    public async Task A_branch_is_made_and_nothing_else_is_touched()
    {
        await using var publisher = await PublisherHost.Start();
        var (repository, clone) = await Changed("cart.py", "x = 2\n");
        await File.WriteAllTextAsync(Path.Combine(repository.Folder, "cart.py"), "x = 'being edited'\n");
        var before = await repository.Head();

        var published = await publisher.Publish<ChangePublished>(repository, clone, Branch);

        Assert.Equal((Branch, await clone.Head()), (published.Branch, published.Commit));
        Assert.Equal($"file://{repository.Folder}#{Branch}", published.Url);
        Assert.Equal(await clone.Head(), await repository.Text("rev-parse", Branch));
        Assert.Equal(before, await repository.Head());
        Assert.Equal("M cart.py", await repository.Text("status", "--porcelain"));
    }

    [Fact]
    public async Task Publishing_again_finds_the_branch_that_is_there()
    {
        await using var publisher = await PublisherHost.Start();
        var (repository, clone) = await Changed("cart.py", "x = 2\n");
        var first = await publisher.Publish<ChangePublished>(repository, clone, Branch);

        var second = await publisher.Publish<ChangePublished>(repository, clone, Branch);

        Assert.Equal((first.Branch, first.Commit, first.Url), (second.Branch, second.Commit, second.Url));
    }

    [Fact]
    public async Task A_branch_of_somebody_else_is_left_alone()
    {
        await using var publisher = await PublisherHost.Start();
        var (repository, clone) = await Changed("cart.py", "x = 2\n");
        await repository.Text("branch", Branch);

        await publisher.Publish<PublishingRefused>(repository, clone, Branch);

        Assert.Equal(await repository.Head(), await repository.Text("rev-parse", Branch));
    }

    [Fact]
    public async Task A_change_with_a_secret_is_refused_visibly()
    {
        await using var publisher = await PublisherHost.Start();
        var secret = "ghp_" + new string('a', 36);
        var (repository, clone) = await Changed("config.py", $"token = '{secret}'\n");

        var refused = await publisher.Publish<PublishingRefused>(repository, clone, Branch);

        Assert.Equal("The change is not published: config.py holds what looks like a GitHub token on line 1.", refused.Reason);
        Assert.Empty(await repository.Text("branch", "--list", "factory/*"));
    }

    [Fact]
    public async Task A_link_out_of_the_repository_is_refused()
    {
        await using var publisher = await PublisherHost.Start();
        var repository = await GitRepository.Create();
        var clone = await repository.Clone();
        File.CreateSymbolicLink(Path.Combine(clone.Folder, "passwords"), "/etc/passwd");
        await clone.CommitAll("Link");

        var refused = await publisher.Publish<PublishingRefused>(repository, clone, Branch);

        Assert.Contains("symbolic link", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(await repository.Text("branch", "--list", "factory/*"));
    }

    [Fact]
    public async Task More_than_one_commit_is_refused()
    {
        await using var publisher = await PublisherHost.Start();
        var (repository, clone) = await Changed("cart.py", "x = 2\n");
        await clone.Commit("cart.py", "x = 3\n", "Second");

        var refused = await publisher.Publish<PublishingRefused>(repository, clone, Branch);

        Assert.Contains("commit", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(await repository.Text("branch", "--list", "factory/*"));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("--upload-pack=touch /tmp/x")]
    [InlineData("factory/../main")]
    public async Task Other_branches_are_refused(string branch)
    {
        await using var publisher = await PublisherHost.Start();
        var (repository, clone) = await Changed("cart.py", "x = 2\n");

        var refused = await publisher.Publish<PublishingRefused>(repository, clone, branch);

        Assert.StartsWith("The branch name is not allowed", refused.Reason, StringComparison.Ordinal);
    }

    private static async Task<(GitRepository Repository, GitRepository Clone)> Changed(string path, string content)
    {
        var repository = await GitRepository.Create();
        var clone = await repository.Clone();
        await clone.Commit(path, content, "Fix the cart");
        return (repository, clone);
    }
}
