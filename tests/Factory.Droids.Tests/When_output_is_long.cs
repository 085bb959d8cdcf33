using Factory.Droids.Tools;

namespace Factory.Droids.Tests;

public sealed class When_output_is_long
{
    [Fact]
    public void The_middle_is_cut_at_lines_with_a_note_that_says_how_much_and_how_to_get_it()
    {
        var text = string.Concat(Enumerable.Range(1, 1_000).Select(line => $"line {line:0000}\n"));

        var shown = Excerpt.Of(text, 100, "o1a2b3c");

        Assert.Equal("""
            line 0001
            line 0002
            line 0003
            line 0004
            [cut: 9900 characters, lines 5 to 994 of 1000; output(name="o1a2b3c", firstLine=5) shows them]
            line 0995
            line 0996
            line 0997
            line 0998
            line 0999
            line 1000

            """, shown);
    }

    [Fact]
    public void A_long_line_is_cut_within_and_not_within_a_character()
    {
        var shown = Excerpt.Of("a" + string.Concat(Enumerable.Repeat("😀", 1_000)) + "b", 100, null);

        Assert.StartsWith("a😀", shown, StringComparison.Ordinal);
        Assert.EndsWith("😀b", shown, StringComparison.Ordinal);
        Assert.Contains("\n[cut: 1902 characters]\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(shown)));
    }

    [Fact]
    public void Short_output_is_whole() => Assert.Equal("short", Excerpt.Of("short", 100, "o1a2b3c"));
}
