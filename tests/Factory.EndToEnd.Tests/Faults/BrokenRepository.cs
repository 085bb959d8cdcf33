using System.Diagnostics;

namespace Factory.EndToEnd.Tests.Faults;

/// <summary>A repository of one small Python module with one bug, and a few tests of which some fail.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Report">The bug report.</param>
internal sealed record BrokenRepository(string Path, string Report)
{
    private static readonly Bug[] Bugs =
    [
        new("clamp", "def clamp(value, low, high):\n    if value < low:\n        return low\n    if value < high:\n        return high\n    return value\n",
            "clamp gives the upper bound for values in the middle", ["5, clamp(5, 0, 10)", "10, clamp(15, 0, 10)", "0, clamp(-3, 0, 10)", "7, clamp(7, 7, 9)"]),
        new("total", "def total(prices, discount):\n    amount = 0\n    for price in prices:\n        amount = amount + price\n    return amount + discount\n",
            "total adds the discount instead of taking it off", ["7, total([4, 5], 2)", "9, total([4, 5], 0)", "0, total([], 0)"]),
        new("is_adult", "def is_adult(age):\n    return age > 18\n",
            "is_adult refuses people on their eighteenth birthday", ["True, is_adult(18)", "True, is_adult(30)", "False, is_adult(17)"]),
        new("area", "def area(width, height):\n    return width + height\n",
            "area is wrong for a room of 3 by 4", ["12, area(3, 4)", "4, area(2, 2)", "0, area(0, 0)"]),
        new("in_range", "def in_range(value, low, high):\n    return value >= low or value <= high\n",
            "in_range says yes to values above the range", ["False, in_range(11, 1, 10)", "True, in_range(5, 1, 10)", "True, in_range(1, 1, 10)", "False, in_range(0, 1, 10)"]),
    ];

    /// <param name="number">Which bug; repositories of different numbers differ.</param>
    public static async Task<BrokenRepository> Make(string folder, int number)
    {
        var bug = Bugs[number % Bugs.Length];
        Directory.CreateDirectory(System.IO.Path.Combine(folder, "tests"));
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, $"{bug.Name}.py"), $"\"\"\"Module {number}.\"\"\"\n\n\n{bug.Code}");
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "tests", "__init__.py"), "");
        await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "tests", $"test_{bug.Name}.py"), Tests(bug));
        await Git(folder, "init", "--quiet", "--initial-branch=main");
        await Git(folder, "add", "--all");
        await Git(folder, "-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "--quiet", "--no-verify", "--no-gpg-sign", "-m", $"Module {number}");
        return new BrokenRepository(folder, $"{bug.Report}\n\nSeen in module {number}.");
    }

    /// <summary>Local branches but main.</summary>
    public async Task<IReadOnlyList<string>> Branches() =>
        [.. (await Git(Path, "for-each-ref", "--format=%(refname:short)", "refs/heads")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(branch => branch != "main")];

    /// <summary>A file's text at a branch.</summary>
    public Task<string> Show(string branch, string file) => Git(Path, "show", $"{branch}:{file}");

    private static string Tests(Bug bug)
    {
        var cases = bug.Cases.Select((check, index) => $"    def test_case_{index + 1}(self):\n        self.assertEqual({check})\n");
        return $"import unittest\n\nfrom {bug.Name} import {bug.Name}\n\n\nclass {bug.Name.Replace("_", "", StringComparison.Ordinal)}Test(unittest.TestCase):\n{string.Join('\n', cases)}";
    }

    private static async Task<string> Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var (output, error) = (git.StandardOutput.ReadToEndAsync(), git.StandardError.ReadToEndAsync());
        await git.WaitForExitAsync();
        return git.ExitCode == 0 ? await output : throw new InvalidOperationException($"git {arguments[0]}: {await error}");
    }

    /// <param name="Cases">Arguments of assertEqual, one a test.</param>
    private sealed record Bug(string Name, string Code, string Report, string[] Cases);
}
