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
        var (price, _) = Price("a < 3");
        await using var droid = await Shop(price, "self.assertTrue(total(3, 0))\n        self.assertFalse(total(9, 0))");

        var told = await Search(droid, new { confidencePercent = 100 });

        Assert.Null(told.Applied);
        Assert.Contains(told.Others, other => other.Diff.Contains("+    return a <= 3", StringComparison.Ordinal));
        Assert.Contains(told.Others, other => other.Diff.Contains("+    return a < 4", StringComparison.Ordinal));
        Assert.Equal(price, await Now(droid));
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
