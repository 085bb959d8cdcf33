using Factory.Workspaces.Files;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_several_files_are_edited_at_once
{
    [Fact]
    public async Task All_are_changed_in_order()
    {
        await using var opened = await Open();
        var files = opened.Workspace.Files;

        var done = files.Edit(
        [
            new FileEdit(EditKind.Replace, "src/app.py", "a - b", "a * b"),
            new FileEdit(EditKind.Replace, "src/app.py", "a * b", "a + b"),
            new FileEdit(EditKind.Move, "src/app.py", NewPath: "lib/sums.py"),
            new FileEdit(EditKind.Replace, "lib/sums.py", "def add", "def plus"),
            new FileEdit(EditKind.Create, "src/app.py", NewText: "from lib.sums import plus\n"),
            new FileEdit(EditKind.Delete, "README.md"),
        ]);

        Assert.Equal("def plus(a, b):\n    return a + b\n", files.Read("lib/sums.py").Text);
        Assert.Equal("from lib.sums import plus\n", files.Read("src/app.py").Text);
        Assert.False(files.Exists("README.md"));
        Assert.Equal(["src/app.py: replaced at line 2", "src/app.py: replaced at line 2", "src/app.py: moved to lib/sums.py", "lib/sums.py: replaced at line 1", "src/app.py: created", "README.md: deleted"], done);
    }

    [Fact]
    public async Task One_that_cannot_be_done_leaves_all_as_they_were()
    {
        await using var opened = await Open();
        var files = opened.Workspace.Files;

        var refused = Assert.Throws<FileRefused>(() => files.Edit(
        [
            new FileEdit(EditKind.Replace, "src/app.py", "a - b", "a + b"),
            new FileEdit(EditKind.Create, "new.py", NewText: "x"),
            new FileEdit(EditKind.Replace, "README.md", "no such text", "x"),
        ]));

        Assert.StartsWith("Edit 3 of 3 cannot be done, so none was: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a - b", files.Read("src/app.py").Text, StringComparison.Ordinal);
        Assert.False(files.Exists("new.py"));
    }

    [Fact]
    public async Task One_that_the_disk_refuses_puts_back_what_was_written_before_it()
    {
        await using var opened = await Open();
        var files = opened.Workspace.Files;

        Assert.Throws<FileRefused>(() => files.Edit(
        [
            new FileEdit(EditKind.Replace, "src/app.py", "a - b", "a + b"),
            new FileEdit(EditKind.Move, "README.md", NewPath: "docs/README.md"),
            new FileEdit(EditKind.Create, "src/app.py/inside.py", NewText: "a file is no folder"),
        ]));

        Assert.Contains("a - b", files.Read("src/app.py").Text, StringComparison.Ordinal);
        Assert.True(files.Exists("README.md"));
        Assert.False(files.Exists("docs/README.md"));
    }

    [Fact]
    public async Task A_moved_program_can_still_be_run_and_a_link_out_is_no_way_out()
    {
        await using var opened = await Open();
        await opened.Shell("printf '#!/bin/sh\\necho runs\\n' > tool.sh; chmod +x tool.sh; ln -s /tmp out");

        opened.Workspace.Files.Edit([new FileEdit(EditKind.Move, "tool.sh", NewPath: "bin/tool.sh")]);
        var ran = await opened.Shell("./bin/tool.sh");

        Assert.Equal("runs\n", ran.Output);
        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Edit([new FileEdit(EditKind.Move, "bin/tool.sh", NewPath: "out/tool.sh")]));
        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Edit([new FileEdit(EditKind.Move, "bin/tool.sh", NewPath: "../tool.sh")]));
    }

    [Fact]
    public async Task What_was_moved_and_then_deleted_is_gone()
    {
        await using var opened = await Open();

        opened.Workspace.Files.Edit([new FileEdit(EditKind.Move, "README.md", NewPath: "a.md"), new FileEdit(EditKind.Move, "a.md", NewPath: "b.md"), new FileEdit(EditKind.Delete, "b.md")]);

        Assert.Equal([".gitignore", "src/app.py"], opened.Workspace.Files.List().Paths);
    }

    [Fact]
    public async Task A_link_is_deleted_and_not_what_it_leads_to_and_a_folder_is_not()
    {
        await using var opened = await Open();
        await opened.Shell("ln -s README.md link; ln -s /nowhere dangling");

        opened.Workspace.Files.Edit([new FileEdit(EditKind.Delete, "link"), new FileEdit(EditKind.Delete, "dangling")]);

        Assert.Equal([".gitignore", "README.md", "src/app.py"], opened.Workspace.Files.List().Paths);
        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Edit([new FileEdit(EditKind.Delete, "README.md"), new FileEdit(EditKind.Delete, "src")]));
        Assert.True(opened.Workspace.Files.Exists("README.md"));
    }
}
