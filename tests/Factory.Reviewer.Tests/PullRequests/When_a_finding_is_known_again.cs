using System.Text;
using Factory.Contracts.Features;
using Factory.Contracts.Reviews;
using Factory.Droids.Diffs;
using Factory.Reviewer.PullRequests.Places;

namespace Factory.Reviewer.Tests.PullRequests;

public sealed class When_a_finding_is_known_again
{
    private const string Code = "class Cart:\n    def total(self, prices):\n        result = 0\n        for price in prices:\n            result -= price\n        return result\n";

    [Theory]
    [InlineData("cart.py", "import math\n\n\n" + Code, 8)]
    [InlineData("cart.py", "class Cart:\n    def total(self, prices):\n        result = 0\n        for price in prices:\n            result  -=   price\n        return result\n", 5)]
    [InlineData("cart.py", "class Cart:\r\n    def total(self, prices):\r\n        result = 0\r\n        for price in prices:\r\n            result -= price\r\n        return result\r\n", 5)]
    [InlineData("shop/basket.py", Code, 5)]
    [InlineData("cart.py", "class Cart:\n    def total(self, prices):\n        result = 0\n        # Each of them.\n        for price in prices:\n            result -= price\n        return result\n", 6)]
    public void Its_fingerprint_does_not_change_with_lines_white_space_and_names_of_files(string path, string code, int line) => Assert.Equal(Fingerprint("cart.py", Code, 5), Fingerprint(path, code, line));

    [Theory]
    [InlineData("class Cart:\n    def total(self, prices):\n        result = 0\n        for price in prices:\n            result += price\n        return result\n", 5)]
    [InlineData("class Cart:\n    def sum(self, prices):\n        result = 0\n        for price in prices:\n            result -= price\n        return result\n", 5)]
    public void Another_line_or_another_function_is_another_finding(string code, int line) => Assert.NotEqual(Fingerprint("cart.py", Code, 5), Fingerprint("cart.py", code, line));

    [Fact]
    public void Of_two_alike_each_has_its_own()
    {
        var files = Files(("a.py", "print('same line')\nother = 1\nprint('same line')\n"));
        var places = FindingPlaces.Of([new(Severity.Note, "r", "a.py", 1, ""), new(Severity.Note, "r", "a.py", 3, "")], files, []);
        Assert.NotEqual(places[0].Place!.Fingerprint, places[1].Place!.Fingerprint);
    }

    [Theory]
    [InlineData("Open", "cart.py", 8, "cart.py", "import math\n\n\n" + Code)]
    [InlineData("Open", "basket.py", 5, "basket.py", Code)]
    [InlineData("Fixed", "cart.py", 5, "cart.py", "class Cart:\n    def total(self, prices):\n        return sum(prices)\n")]
    [InlineData("Stale", "cart.py", 5, "cart.py", "class Basket:\n    pass\n")]
    [InlineData("Stale", "cart.py", 5, "other.py", "x = 1\n")]
    public void What_became_of_it_the_files_tell(string state, string path, int line, string file, string code)
    {
        var known = FindingPlaces.Of([new(Severity.Blocking, "sign", "cart.py", 5, "")], Files(("cart.py", Code)), [])[0];
        var seen = Assert.Single(KnownPlaces.Look([known], Files((file, code))));
        Assert.Equal((Enum.Parse<FindingState>(state), path, line), (seen.State, seen.Path, seen.Line));
    }

    [Fact]
    public void A_comment_stands_at_the_nearest_line_that_was_added()
    {
        var diff = DiffReader.Read("diff --git a/cart.py b/cart.py\n--- a/cart.py\n+++ b/cart.py\n@@ -1,2 +1,4 @@\n class Cart:\n+    x = 1\n+    y = 2\n     def total(self, prices):\n");
        Assert.Equal(3, FindingPlaces.Of([new(Severity.Note, "r", "cart.py", 5, "")], Files(("cart.py", Code)), diff)[0].Place!.Anchor);
        Assert.Null(FindingPlaces.Of([new(Severity.Note, "tests-deleted", "gone.py", 1, "")], Files(("cart.py", Code)), diff)[0].Place!.Anchor);
    }

    private static string Fingerprint(string path, string code, int line) => FindingPlaces.Of([new(Severity.Blocking, "sign", path, line, "")], Files((path, code)), [])[0].Place!.Fingerprint;

    private static Dictionary<string, SourceText> Files(params (string Path, string Text)[] files) => files.ToDictionary(file => file.Path, file => new SourceText(file.Path, Encoding.UTF8.GetBytes(file.Text)), StringComparer.Ordinal);
}
