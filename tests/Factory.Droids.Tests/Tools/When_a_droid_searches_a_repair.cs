using System.Text;
using System.Text.Json;
using Factory.Droids.Roles;
using Factory.Droids.Tools;

namespace Factory.Droids.Tests.Tools;

public sealed class When_a_droid_searches_a_repair
{
    private static readonly byte[] Price = [.. Encoding.Latin1.GetBytes("# -*- coding: latin-1 -*-\n# Prix en francs, remisé\ndef total(a, b):\n    return a - b\n")];

    private static Task<DroidAtWork> Shop() => DroidAtWork.Start(repository =>
    {
        File.WriteAllBytes(Path.Combine(repository.Path, "price.py"), Price);
        repository.Write("test_price.py", "import unittest\nfrom price import total\n\n\nclass Totals(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(total(2, 3), 5)\n        self.assertEqual(total(7, 1), 8)\n");
    });

    [Fact]
    public async Task What_is_not_sure_enough_is_told_and_not_applied()
    {
        await using var droid = await Shop();

        var told = await Search(droid, new { confidencePercent = 100 });

        Assert.Null(told.Applied);
        Assert.Contains("+    return a + b", told.Others[0].Diff, StringComparison.Ordinal);
        Assert.Equal(Price, await File.ReadAllBytesAsync(Path.Combine(droid.Opened.Workspace.Folder, "price.py"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_repaired_keeps_its_encoding()
    {
        await using var droid = await Shop();

        var told = await Search(droid, new { seconds = 30 });

        Assert.Contains("+    return a + b", told.Applied?.Diff, StringComparison.Ordinal);
        Assert.Equal(
            Encoding.Latin1.GetString(Price).Replace("a - b", "a + b", StringComparison.Ordinal),
            Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(droid.Opened.Workspace.Folder, "price.py"), TestContext.Current.CancellationToken)));
    }

    private static async Task<RepairAnswer> Search(DroidAtWork droid, object arguments)
    {
        var searched = await droid.Calls(ToolCatalog.Repair, arguments);
        Assert.False(searched.IsError, searched.Text);
        if (!searched.Text.Contains("a repair was found", StringComparison.Ordinal)) Assert.Fail(searched.Text);
        return JsonSerializer.Deserialize<RepairAnswer>(searched.Text, DroidJson.Options)!;
    }
}
