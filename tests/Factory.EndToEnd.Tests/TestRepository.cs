using System.Diagnostics;
using Factory.Servers;

namespace Factory.EndToEnd.Tests;

/// <summary>A git repository in a folder that goes with the test process.</summary>
internal sealed class TestRepository
{
    private TestRepository(string path) => Path = path;

    public string Path { get; }

    public static async Task<TestRepository> Empty()
    {
        var repository = new TestRepository(TestServers.NewFolder());
        await repository.Git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    /// <summary>One commit with these files.</summary>
    public static async Task<TestRepository> With(params (string Name, string Content)[] files)
    {
        var repository = await Empty();
        foreach (var (name, content) in files)
        {
            var file = System.IO.Path.Combine(repository.Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, content);
        }

        await repository.Git("add", "--all");
        await repository.Git("-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "-m", "First");
        return repository;
    }

    /// <summary>A small Python project whose test fails: the comparison is off by one.</summary>
    public static Task<TestRepository> WithBug() => With(
        ("shop/__init__.py", ""),
        ("shop/shipping.py", "def is_free(total):\n    \"\"\"Shipping is free from 50 on.\"\"\"\n    return total > 50\n\n\ndef cost(total):\n    return 0 if is_free(total) else 5\n"),
        ("tests/__init__.py", ""),
        ("tests/test_shipping.py", "import unittest\n\nfrom shop.shipping import cost\n\n\nclass ShippingTest(unittest.TestCase):\n    def test_small_orders_pay(self):\n        self.assertEqual(cost(49), 5)\n\n    def test_large_orders_are_free(self):\n        self.assertEqual(cost(80), 0)\n\n    def test_free_from_fifty_on(self):\n        self.assertEqual(cost(50), 0)\n"));

    public async Task<string> Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "-C", Path, "-c", "safe.directory=*" }.Concat(arguments))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.Trim() : throw new InvalidOperationException($"git {string.Join(' ', arguments)}: {error}");
    }
}
