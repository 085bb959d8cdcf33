using Factory.Workspaces.Snapshots;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_nothing_changed_since_the_last_look
{
    // Changes of the last moment may share their time with the next one: a stamp is kept only of files that have settled.
    private const string Settle = "; sleep 0.2";

    [Fact]
    public async Task The_next_change_makes_a_checkpoint_all_the_same()
    {
        await using var opened = await Open();
        await opened.Shell("echo one > note.txt" + Settle);
        var first = await opened.Workspace.Checkpoint(Cancel);
        await opened.Shell("true");
        Assert.Null(await opened.Workspace.Checkpoint(Cancel));

        await opened.Shell("echo other > note.txt");
        var second = await opened.Workspace.Checkpoint(Cancel);

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.NotEqual(first.Commit, second.Commit);
    }

    [Fact]
    public async Task A_stamp_stays_as_it_is()
    {
        await using var opened = await Open();
        await opened.Shell("true" + Settle);

        var before = TreeStamp.Of(opened.Workspace.Folder, TimeProvider.System);
        await opened.Shell("cat src/app.py");

        Assert.True(before!.IsSettled);
        Assert.Equal(before.Hash, TreeStamp.Of(opened.Workspace.Folder, TimeProvider.System)!.Hash);
    }

    [Fact]
    public async Task A_stamp_tells_a_change_that_put_size_and_time_back()
    {
        await using var opened = await Open();
        await opened.Shell("printf one > note.txt; touch -d 2001-01-01 note.txt" + Settle);

        var before = TreeStamp.Of(opened.Workspace.Folder, TimeProvider.System);
        await opened.Shell("printf two > note.txt; touch -d 2001-01-01 note.txt");

        Assert.NotEqual(before!.Hash, TreeStamp.Of(opened.Workspace.Folder, TimeProvider.System)!.Hash);
    }

    [Fact]
    public async Task A_stamp_of_files_that_just_changed_is_not_kept()
    {
        await using var opened = await Open();

        opened.Workspace.Files.Write("note.txt", "just now\n");

        Assert.False(TreeStamp.Of(opened.Workspace.Folder, TimeProvider.System)!.IsSettled);
    }
}
