using Factory.Servers;

namespace Factory.EndToEnd.Tests.Evaluating;

/// <summary>A folder of tasks for eval.</summary>
internal sealed class TaskFolder
{
    /// <summary>Off by one: free from 50 on.</summary>
    public const string Bug = "def is_free(total):\n    return total > 50\n\n\ndef cost(total):\n    return 0 if is_free(total) else 5\n";

    public const string Tests = "import unittest\n\nfrom shipping import cost\n\n\nclass ShippingTest(unittest.TestCase):\n    def test_small(self):\n        self.assertEqual(cost(49), 5)\n\n    def test_large(self):\n        self.assertEqual(cost(80), 0)\n\n    def test_fifty(self):\n        self.assertEqual(cost(50), 0)\n";

    public string Path { get; } = TestServers.NewFolder();

    public TaskFolder Add(string name, string task, params (string Name, string Content)[] files)
    {
        foreach (var (file, content) in files.Append(("task.yaml", task)))
        {
            var path = System.IO.Path.Combine(Path, name, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, content);
        }

        return this;
    }

    /// <summary>A task that the mechanic can do.</summary>
    public TaskFolder AddBug(string name, string hidden) => Add(
        name, "report: Shipping should be free for an order of exactly 50.\ntest: python3 -m unittest\nhidden: python3 -m unittest test_hidden\nkind: comparison\n",
        ("repo/shipping.py", Bug), ("repo/test_shipping.py", Tests), ("hidden/test_hidden.py", hidden));

    /// <summary>All files with their contents: what eval must leave as it was.</summary>
    public IReadOnlyDictionary<string, string> Contents() =>
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).ToDictionary(file => System.IO.Path.GetRelativePath(Path, file), File.ReadAllText, StringComparer.Ordinal);
}
