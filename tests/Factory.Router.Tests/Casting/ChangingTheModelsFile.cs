using Factory.Router.Casting;
using Factory.Router.Tests.Fixtures;
using Factory.Servers;
using Microsoft.Extensions.Logging;

namespace Factory.Router.Tests.Casting;

public sealed class ChangingTheModelsFile : IDisposable
{
    private readonly string folder = TestServers.NewFolder();
    private readonly CapturedLogs logs = new();
    private readonly LoggerFactory loggers;

    public ChangingTheModelsFile() => loggers = new LoggerFactory([logs]);

    private string Path => System.IO.Path.Combine(folder, "factory.models.yaml");

    private IEnumerable<string> Warnings => logs.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal));

    public void Dispose() => loggers.Dispose();

    [Fact]
    public void A_file_that_is_written_over_is_read_anew()
    {
        Write(Models("one"));
        var files = Files();

        Write(Models("two"));

        Assert.Equal("two", Cast(files.Look()));
    }

    [Fact]
    public void A_file_of_the_same_size_and_time_that_is_renamed_over_it_is_noticed()
    {
        Write(Models("one"));
        var files = Files();
        var (other, time) = (System.IO.Path.Combine(folder, "new"), File.GetLastWriteTimeUtc(Path));
        File.WriteAllText(other, Models("two"));
        File.SetLastWriteTimeUtc(other, time);

        File.Move(other, Path, overwrite: true);

        Assert.Equal("two", Cast(files.Look()));
    }

    [Fact]
    public async Task A_folder_that_is_exchanged_behind_a_symbolic_link_is_noticed_as_Kubernetes_does_it()
    {
        Revision("first", "one");
        Directory.CreateSymbolicLink(System.IO.Path.Combine(folder, "..data"), "first");
        File.CreateSymbolicLink(Path, System.IO.Path.Combine("..data", "factory.models.yaml"));
        var files = Files();
        Revision("second", "two");
        Directory.CreateSymbolicLink(System.IO.Path.Combine(folder, "..data_tmp"), "second");

        // File.Move follows the link; what is renamed is the link itself.
        using var move = System.Diagnostics.Process.Start("mv", ["-T", System.IO.Path.Combine(folder, "..data_tmp"), System.IO.Path.Combine(folder, "..data")]);
        await move.WaitForExitAsync();

        Assert.Equal("two", Cast(files.Look()));
    }

    [Theory]
    [InlineData("models: [")]
    [InlineData("modles: {}")]
    [InlineData("models: { a: { provider: openai, model: m, apiKeyEnvironment: FACTORY_TEST_NOT_SET } }")]
    public void A_broken_file_leaves_the_one_before_in_use_and_is_said_once(string broken)
    {
        Write(Models("one"));
        var files = Files();
        Write(broken);

        var first = files.Look();
        files.Look();

        Assert.Equal("one", Cast(first));
        Assert.StartsWith($"{Path}, line ", first.Problem, StringComparison.Ordinal);
        Assert.Contains(first.Problem!, Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_broken_is_used_again_when_it_is_set_right()
    {
        Write(Models("one"));
        var files = Files();
        Write("nonsense");
        files.Look();

        Write(Models("one"));

        Assert.Null(files.Look().Problem);
        Write(Models("two"));
        Assert.Equal("two", Cast(files.Look()));
    }

    [Fact]
    public void A_file_that_is_gone_leaves_what_it_said_in_use()
    {
        Write(Models("one"));
        var files = Files();

        File.Delete(Path);

        Assert.Equal("one", Cast(files.Look()));
        Assert.Contains("the file is gone", files.Look().Problem, StringComparison.Ordinal);
        Assert.Single(Warnings);
    }

    [Fact]
    public void A_file_that_comes_later_is_found()
    {
        var files = new ModelsFiles(Find, PresentFile.None, TimeProvider.System, loggers.CreateLogger<ModelsFiles>());

        Write(Models("one"));

        Assert.Equal("one", Cast(files.Look()));
    }

    private void Revision(string name, string model)
    {
        Directory.CreateDirectory(System.IO.Path.Combine(folder, name));
        File.WriteAllText(System.IO.Path.Combine(folder, name, "factory.models.yaml"), Models(model));
    }

    private static string Models(string name) => $"models: {{ {name}: {{ provider: openai, model: m }} }}\nroles: {{ coder: {name} }}\n";

    private static string Cast(PresentFile present) => Assert.Single(present.File.Cast.Role("coder").Models);

    private void Write(string text) => File.WriteAllText(Path, text);

    private string? Find() => File.Exists(Path) ? Path : null;

    private ModelsFiles Files() => new(Find, PresentFile.Read(Path, ModelsFile.Content(Path)), TimeProvider.System, loggers.CreateLogger<ModelsFiles>());
}
