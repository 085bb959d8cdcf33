using System.Text;
using Factory.Workspaces.Files;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_commits_are_read
{
    [Fact]
    public async Task The_base_is_read_whatever_the_checkout_holds()
    {
        await using var opened = await Open(repository =>
        {
            File.CreateSymbolicLink(Path.Combine(repository.Path, "link"), "/etc/passwd");
            repository.Write("ünï code.txt", "three\n");
            repository.Commit("Second");
        });
        opened.Workspace.Files.Write("README.md", "overwritten");

        var files = await opened.Workspace.Commits.Files(Cancel);
        var contents = await opened.Workspace.Commits.Read(files, Cancel);

        Assert.Equal([".gitignore", "README.md", "src/app.py", "ünï code.txt"], files.Select(file => file.Path));
        Assert.Equal("# Sample\n", Encoding.UTF8.GetString(contents[1]));
        Assert.Equal([6L, 9, 32, 6], files.Select(file => file.Size));
        Assert.Equal("three\n", Encoding.UTF8.GetString(contents[3]));
    }

    [Fact]
    public async Task The_history_says_when_and_why_a_line_was_written()
    {
        await using var opened = await Open(repository =>
        {
            repository.Write("src/app.py", "def add(a, b):\n    return a - b  # why\n");
            repository.Commit("Say why");
        });
        var commits = opened.Workspace.Commits;

        var log = await commits.Log("src/app.py", 10, Cancel);
        var shown = await commits.Show(log.Split(' ')[0], Cancel);
        var blamed = await commits.Blame("src/app.py", 2, 2, Cancel);

        Assert.Matches("^[0-9a-f]{7,} .* Person: Say why\n[0-9a-f]{7,} .* Person: First\n$", log);
        Assert.Contains("+    return a - b  # why", shown, StringComparison.Ordinal);
        Assert.Contains("Person", blamed, StringComparison.Ordinal);
        Assert.Contains("# why", blamed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--output=/tmp/x")]
    [InlineData("HEAD")]
    [InlineData("0000000000")]
    public async Task What_is_no_commit_of_this_history_is_not_shown(string commit)
    {
        await using var opened = await Open();

        await Assert.ThrowsAsync<FileRefused>(() => opened.Workspace.Commits.Show(commit, Cancel));
    }

    [Fact]
    public async Task A_commit_of_another_branch_is_not_shown()
    {
        await using var opened = await Open(repository =>
        {
            repository.Git("checkout", "-q", "-b", "private");
            repository.Write("private.txt", "private");
            repository.Commit("Private");
            repository.Git("checkout", "-q", "main");
        });
        var other = opened.Repository.Git("rev-parse", "private");

        await Assert.ThrowsAsync<FileRefused>(() => opened.Workspace.Commits.Show(other, Cancel));
    }
}
