using Factory.Workspaces.Files;
using static Factory.Workspaces.Tests.OpenedWorkspace;

namespace Factory.Workspaces.Tests;

public sealed class When_files_are_edited
{
    [Fact]
    public async Task Text_that_occurs_once_is_replaced_and_line_ends_stay()
    {
        await using var opened = await Open();
        var files = opened.Workspace.Files;
        files.Write("windows.txt", "one\r\ntwo\r\nthree\r\n");

        files.Replace("windows.txt", "one\ntwo\n", "1\n2\n");

        Assert.Equal("1\r\n2\r\nthree\r\n", files.Read("windows.txt").Text);
    }

    [Theory]
    [InlineData("nowhere", "does not occur")]
    [InlineData("x = 1", "occurs 2 times in 'a.py', at lines 1, 3")]
    [InlineData("    y = 2", "at line 2 with other white space")]
    [InlineData("", "is empty")]
    public async Task Text_that_does_not_occur_exactly_once_is_refused_with_help(string text, string help)
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write("a.py", "x = 1\n  y = 2\nx = 1\n");

        var refused = Assert.Throws<FileRefused>(() => opened.Workspace.Files.Replace("a.py", text, "new"));

        Assert.Contains(help, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_in_our_encoding_survive_an_edit()
    {
        await using var opened = await Open();
        opened.Workspace.Files.WriteBytes("latin.txt", new byte[] { (byte)'a', 0xE9, (byte)'b', (byte)'\n' });

        opened.Workspace.Files.Replace("latin.txt", "b", "c");

        Assert.Equal([(byte)'a', 0xE9, (byte)'c', (byte)'\n'], opened.Workspace.Files.ReadBytes("latin.txt"));
    }

    [Fact]
    public async Task A_part_of_a_file_is_read_by_lines()
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write("lines.txt", string.Concat(Enumerable.Range(1, 10).Select(line => $"line {line}\n")));

        var part = opened.Workspace.Files.Read("lines.txt", 4, 2);

        Assert.Equal(new FileText("line 4\nline 5\n", 4, 10, Cut: false), part);
    }

    [Fact]
    public async Task Files_are_listed_and_searched_by_pattern()
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write("src/deep/er/b.py", "def b(): pass\n");
        opened.Workspace.Files.Write("web/c.js", "function c() {}\n");

        Assert.Equal(["src/app.py", "src/deep/er/b.py"], opened.Workspace.Files.List("*.py").Paths);
        Assert.Equal(["src/app.py"], opened.Workspace.Files.List("src/*.py").Paths);
        Assert.Equal(["src/deep/er/b.py", "web/c.js"], opened.Workspace.Files.List("**/{b,c}.{py,js}").Paths);
        Assert.Equal(["src/app.py", "src/deep/er/b.py"], opened.Workspace.Files.Search(@"^def \w+", regex: true).Hits.Select(hit => hit.Path));
        Assert.True(opened.Workspace.Files.Search("e", limit: 1).Cut);
        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Search("(", regex: true));
    }

    [Fact]
    public async Task Creating_over_a_file_and_deleting_nothing_are_refused()
    {
        await using var opened = await Open();

        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Create("README.md", "x"));
        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Delete("nothing"));
        Assert.Throws<FileRefused>(() => opened.Workspace.Files.Delete("src"));
    }

    [Fact]
    public async Task New_lines_in_a_Windows_file_end_as_its_lines_do()
    {
        await using var opened = await Open();
        var files = opened.Workspace.Files;
        files.Write("windows.txt", "\uFEFFone\r\ntwo\r\n");

        files.Replace("windows.txt", "two", "2\n3");

        Assert.Equal("\uFEFFone\r\n2\r\n3\r\n", System.Text.Encoding.UTF8.GetString(files.ReadBytes("windows.txt")));
    }

    [Fact]
    public async Task A_file_in_sixteen_bits_is_text_and_stays_as_it_is_encoded()
    {
        await using var opened = await Open();
        var files = opened.Workspace.Files;
        byte[] before = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("a = é\n")];
        files.WriteBytes("wide.txt", before);

        files.Replace("wide.txt", "a", "b");

        Assert.Equal([0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes("b = é\n")], files.ReadBytes("wide.txt"));
    }

    [Fact]
    public async Task A_character_that_the_file_cannot_hold_is_refused_and_not_lost()
    {
        await using var opened = await Open();
        opened.Workspace.Files.WriteBytes("latin.txt", new byte[] { 0xE9, (byte)'b' });

        var refused = Assert.Throws<FileRefused>(() => opened.Workspace.Files.Replace("latin.txt", "b", "€"));

        Assert.Contains("characters that do not fit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_nearly_there_is_shown_with_what_differs()
    {
        await using var opened = await Open();
        opened.Workspace.Files.Write("a.py", "import os\n\ndef total(items):\n\treturn sum(items)\n");

        var white = Assert.Throws<FileRefused>(() => opened.Workspace.Files.Replace("a.py", "def total(items):\n    return sum(items)\n", "x"));
        var word = Assert.Throws<FileRefused>(() => opened.Workspace.Files.Replace("a.py", "def totals(items):", "x"));
        var nothing = Assert.Throws<FileRefused>(() => opened.Workspace.Files.Replace("a.py", "class Basket:", "x"));

        Assert.Contains("at lines 3 to 4 with other white space:\n  line 4: you gave \"    return sum(items)\", the file has \"\\treturn sum(items)\"", white.Message, StringComparison.Ordinal);
        Assert.Contains("nearest is at line 3:\n  line 3: you gave \"def totals(items):\", the file has \"def total(items):\"", word.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing like it", nothing.Message, StringComparison.Ordinal);
    }
}
