using System.Text;
using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Droids.Tests.Tools;

public sealed class When_a_droid_searches_a_repair
{
    [Fact]
    public async Task Of_several_that_pass_none_is_applied_that_is_not_sure_enough()
    {
        var (price, _) = Price("min(a, b)");
        await using var droid = await Shop(price, "self.assertEqual(total(1, 2), 2)\n        self.assertEqual(total(3, 4), 4)");

        var told = await Search(droid, new { confidencePercent = 100 });

        Assert.Null(told.Applied);
        Assert.Contains(told.Others, other => other.Diff.Contains("+    return max(a, b)", StringComparison.Ordinal));
        Assert.True(told.Others.Count > 1);
        Assert.Equal(price, await Now(droid));
    }

    [Fact]
    public async Task Several_that_do_the_same_are_no_rivals()
    {
        var (price, repaired) = Price("a < 3", "a <= 3");
        await using var droid = await Shop(price, "self.assertTrue(total(3, 0))\n        self.assertFalse(total(9, 0))\n        self.assertFalse(total(4, 1))\n        self.assertTrue(total(1, 1))");

        var told = await Search(droid, new { confidencePercent = 100 });

        Assert.Contains("+    return a <= 3", told.Applied?.Diff, StringComparison.Ordinal);
        Assert.Contains(told.Others, other => other.Diff.Contains("+    return a < 4", StringComparison.Ordinal));
        Assert.Equal(repaired, await Now(droid));
    }

    [Fact]
    public async Task What_nothing_rivals_but_its_own_shape_speaks_against_is_told_and_not_applied()
    {
        var (price, _) = Price("a + b\n\n\ndef check(a):\n    raise KeyError(a)");
        var text = Encoding.Latin1.GetString(price).Replace("    return a + b", "    check(a)\n    return a + b", StringComparison.Ordinal);
        await using var droid = await Shop(Encoding.Latin1.GetBytes(text), "self.assertEqual(total(2, 3), 5)\n        self.assertEqual(total(7, 1), 8)");

        var told = await Search(droid, new { confidencePercent = 100 });

        Assert.Null(told.Applied);
        Assert.Contains(told.Others, other => other.Explanation.EndsWith("What speaks against it: it only takes something away.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_nothing_rivals_is_applied_and_its_file_keeps_its_encoding()
    {
        var (price, repaired) = Price("a - b", "a + b");
        await using var droid = await Shop(price, "self.assertEqual(total(2, 3), 5)\n        self.assertEqual(total(7, 1), 8)");

        var told = await Search(droid, new { seconds = 30, confidencePercent = 100 });

        Assert.Empty(told.Others);
        Assert.Contains("+    return a + b", told.Applied?.Diff, StringComparison.Ordinal);
        Assert.Equal(repaired, await Now(droid));
    }

    private static (byte[] Before, byte[] After) Price(string given, string mended = "")
    {
        byte[] With(string text) => Encoding.Latin1.GetBytes($"# -*- coding: latin-1 -*-\n# Prix en francs, remisé\ndef total(a, b):\n    return {text}\n");
        return (With(given), With(mended));
    }

    private static Task<DroidAtWork> Shop(byte[] price, string test) => DroidAtWork.Start(repository =>
    {
        File.WriteAllBytes(Path.Combine(repository.Path, "price.py"), price);
        repository.Write("test_price.py", $"import unittest\nfrom price import total\n\n\nclass Totals(unittest.TestCase):\n    def test_total(self):\n        {test}\n");
    });

    private static Task<byte[]> Now(DroidAtWork droid) => File.ReadAllBytesAsync(Path.Combine(droid.Opened.Workspace.Folder, "price.py"), TestContext.Current.CancellationToken);

    private static async Task<RepairAnswer> Search(DroidAtWork droid, object arguments)
    {
        var searched = await droid.Calls(ToolCatalog.Repair, arguments);
        Assert.False(searched.IsError, searched.Text);
        return JsonSerializer.Deserialize<RepairAnswer>(searched.Text, DroidJson.Options)!;
    }
}
