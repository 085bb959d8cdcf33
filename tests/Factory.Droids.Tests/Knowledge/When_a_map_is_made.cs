using System.Diagnostics;
using Factory.Droids.Knowledge.Maps;
using Factory.Workspaces.Tests;

namespace Factory.Droids.Tests.Knowledge;

public sealed class When_a_map_is_made
{
    [Fact]
    public async Task It_is_made_once_for_each_team_and_one_team_is_not_shown_another_ones()
    {
        await using var opened = await OpenedWorkspace.Open();
        var (folder, files) = (opened.Folder.In("maps"), await opened.Workspace.Commits.Files(OpenedWorkspace.Cancel));
        var maps = new MapCache(folder, TimeProvider.System);

        await maps.Get("red", opened.Workspace, files, OpenedWorkspace.Cancel);
        var cached = Assert.Single(Directory.GetFiles(folder));
        await File.WriteAllTextAsync(cached, """{"files":[{"path":"of red alone","size":1,"definitions":[]}],"cut":null}""", OpenedWorkspace.Cancel);
        var red = await maps.Get("red", opened.Workspace, files, OpenedWorkspace.Cancel);
        var blue = await maps.Get("blue", opened.Workspace, files, OpenedWorkspace.Cancel);

        Assert.Equal("of red alone", Assert.Single(red.Files).Path);
        Assert.DoesNotContain(blue.Files, file => file.Path == "of red alone");
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public async Task One_that_was_half_written_is_made_again()
    {
        await using var opened = await OpenedWorkspace.Open();
        var (folder, files) = (opened.Folder.In("maps"), await opened.Workspace.Commits.Files(OpenedWorkspace.Cancel));
        var maps = new MapCache(folder, TimeProvider.System);
        await maps.Get("red", opened.Workspace, files, OpenedWorkspace.Cancel);
        await File.WriteAllTextAsync(Directory.GetFiles(folder)[0], "{\"files\":[", OpenedWorkspace.Cancel);

        Assert.Equal(3, (await maps.Get("red", opened.Workspace, files, OpenedWorkspace.Cancel)).Files.Count);
    }

    [Theory]
    [InlineData("a.py", "async def fetch(x):", "fetch")]
    [InlineData("a.ts", "export const total = (items: number[]): number => {", "total")]
    [InlineData("a.ts", "export default async function main() {", "main")]
    [InlineData("a.go", "func (c *Cart) Total(prices []int) int {", "Total")]
    [InlineData("a.rs", "pub(crate) async fn run<T>(x: T) {", "run")]
    [InlineData("a.java", "    public static List<String> names(int most) {", "names")]
    [InlineData("a.cs", "public sealed partial record PromptFile(string Text)", "PromptFile")]
    [InlineData("a.cs", "    protected override async Task<Completion> Complete(WriteCode order)", "Complete")]
    [InlineData("a.cpp", "int Cart::total(const std::vector<int>& prices) {", "Cart::total")]
    [InlineData("a.rb", "  def empty?", "empty?")]
    [InlineData("a.php", "    public static function make(): self", "make")]
    [InlineData("a.sh", "install_packages() {", "install_packages")]
    public void A_definition_is_known_by_how_it_begins(string path, string line, string name) =>
        Assert.Equal(name, Assert.Single(DefinitionScan.Of(path, line)).Name);

    [Theory]
    [InlineData("a.cs", "        return Total(prices);")]
    [InlineData("a.cs", "        await Run(command);")]
    [InlineData("a.py", "undefined = 1")]
    [InlineData("a.txt", "class Cart")]
    public void What_is_none_is_left_out(string path, string line) => Assert.Empty(DefinitionScan.Of(path, line));

    [Theory]
    [InlineData("a.cs", "public ")]
    [InlineData("a.cpp", "a ")]
    [InlineData("a.ts", "export const a=(")]
    [InlineData("a.java", " public a<")]
    public void A_file_that_was_made_to_be_slow_is_not(string path, string piece)
    {
        var line = string.Concat(Enumerable.Repeat(piece, 300 / piece.Length));
        var hostile = string.Join('\n', Enumerable.Repeat(line, (256 << 10) / 300));
        var started = Stopwatch.GetTimestamp();

        DefinitionScan.Of(path, hostile);

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 10);
    }

    [Fact]
    public void A_large_repository_is_shown_in_less_detail()
    {
        var files = Enumerable.Range(0, 5_000).Select(number => new MappedFile($"src/part{number / 100:00}/deep/file{number}.py", 2_000, [new Definition($"function_{number}", 1, "")])).ToList();
        var map = new RepositoryMap(files, null);

        var (all, part) = (MapText.Of(map, "", 6_000)!, MapText.Of(map, "src/part07", 12_000)!);

        Assert.InRange(all.Length, 100, 6_200);
        Assert.Contains("src/part07/deep/ 100 files, 195 kB\n", all, StringComparison.Ordinal);
        Assert.Contains("file733.py 1 kB: function_733", part, StringComparison.Ordinal);
        Assert.Null(MapText.Of(map, "nothing", 6_000));
    }
}
