using System.Diagnostics;

namespace Factory.EndToEnd.Tests.Line;

/// <summary>A person's git repository: one Python module with one bug, a test that shows it and one that passes.</summary>
internal sealed class BuggyRepository
{
    public const string Module = "cart.py";
    public const string FailingTest = "test_cart.CartTest.test_total_counts_every_item";

    private const string Code = """
        def total(prices):
            result = 0
            for price in prices:
                result -= price
            return result


        def is_empty(prices):
            return len(prices) == 0

        """;

    private const string Tests = """
        import unittest

        from cart import is_empty, total


        class CartTest(unittest.TestCase):
            def test_total_counts_every_item(self):
                self.assertEqual(6, total([1, 2, 3]))

            def test_an_empty_cart_is_empty(self):
                self.assertTrue(is_empty([]))


        if __name__ == "__main__":
            unittest.main()

        """;

    private BuggyRepository(string path) => Path = path;

    public string Path { get; }

    public static BuggyRepository Create(string? code = null, string? tests = null)
    {
        var repository = new BuggyRepository(Factory.Servers.TestServers.NewFolder());
        repository.Git("init", "-q", "-b", "main");
        repository.Write(Module, code ?? Code);
        repository.Write("test_cart.py", tests ?? Tests);
        repository.Commit("Start");
        return repository;
    }

    public void Write(string path, string content)
    {
        var file = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public string Read(string path) => File.ReadAllText(System.IO.Path.Combine(Path, path));

    public void Commit(string message)
    {
        Git("add", "-A");
        Git("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "-q", "-m", message);
    }

    public IReadOnlyList<string> FactoryBranches() => Git("for-each-ref", "--format=%(refname:short)", "refs/heads/factory").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = Path };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {errors.Result}");
    }
}
