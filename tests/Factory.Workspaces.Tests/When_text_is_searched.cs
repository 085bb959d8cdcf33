using Factory.Workspaces.Files;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

/// <summary>By ripgrep where it is installed, else by our own engine: the answers have the same form.</summary>
public sealed class When_text_is_searched
{
    [Fact]
    public async Task Lines_are_found_by_path_and_number_and_counted_also_beyond_what_is_shown()
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write("src/many.py", string.Concat(Enumerable.Range(1, 50).Select(line => $"value_{line} = {line}\n")));

        var found = await opened.Workspace.Search(@"^def \w+|^value_(7|8) ", "**", 10, Cancel);
        var some = await opened.Workspace.Search("value_", "**", 10, Cancel);

        Assert.Equal([new SearchHit("src/app.py", 1, "def add(a, b):"), new SearchHit("src/many.py", 7, "value_7 = 7"), new SearchHit("src/many.py", 8, "value_8 = 8")], found.Hits);
        Assert.Equal((10, true), (some.Hits.Count, some.Cut));
        Assert.Equal(some.WithoutIgnored ? 50 : null, some.Total);
    }

    [Theory]
    [InlineData("*.py", new[] { "lib/deep/b.py", "src/app.py" })]
    [InlineData("src/*.py", new[] { "src/app.py" })]
    [InlineData("src", new[] { "src/app.py" })]
    [InlineData("lib/", new[] { "lib/deep/b.py" })]
    [InlineData("**/b.{py,js}", new[] { "lib/deep/b.py" })]
    [InlineData("./src/app.py", new[] { "src/app.py" })]
    public async Task A_glob_narrows_it_as_it_narrows_a_list(string glob, string[] paths)
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write("lib/deep/b.py", "def b(): pass\n");

        var found = await opened.Workspace.Search("def ", glob, 10, Cancel);

        Assert.Equal(paths, found.Hits.Select(hit => hit.Path));
        Assert.Equal(paths, opened.Workspace.Files.Search("def ", regex: true, glob).Hits.Select(hit => hit.Path));
    }

    [Fact]
    public async Task What_the_fast_engine_does_not_know_the_other_does()
    {
        await using var opened = await Open();

        Assert.Single((await opened.Workspace.Search("(?<=return )a", "**", 10, Cancel)).Hits);
        Assert.Contains("not valid", (await Assert.ThrowsAsync<FileRefused>(() => opened.Workspace.Search("(", "**", 10, Cancel))).Message, StringComparison.Ordinal);
        Assert.Empty((await opened.Workspace.Search("--files", "**", 10, Cancel)).Hits);
    }

    [Fact]
    public async Task Neither_a_link_out_nor_a_setting_of_the_repository_leads_elsewhere()
    {
        await using var opened = await Open(repository => repository.Write(".ripgreprc", "--pre=./evil.sh\n--follow\n"));
        opened.Workspace.Files.Write("evil.sh", "#!/bin/sh\ntouch marker\n");
        await opened.Shell("chmod +x evil.sh; ln -s /etc etc");

        var found = await opened.Workspace.Search("root", "**", 10, Cancel);

        Assert.DoesNotContain(found.Hits, hit => hit.Path.StartsWith("etc/", StringComparison.Ordinal));
        Assert.False(opened.Workspace.Files.Exists("marker"));
    }
}
